import { describe, expect, it } from 'vitest';
import { notRunReasons, absences } from '../../../../src/terms/schedule-terms.js';
import { REASON_BY_CODE } from '../../../../src/terms/reason-of-code.js';
import { runReasons } from '../../../../src/terms/run-reasons.js';
import { statusOfRun } from '../../../../src/terms/run-status.js';
import { languages } from '../../../../src/texts/language.js';
import { renderMissed } from '../../../../src/cli/render/render-missed.js';
import { reasonCauses, reasonNames, reasonRemedies } from '../../../../src/texts/run-reason-texts.js';
import { notRunTexts } from '../../../../src/texts/cli/schedule-texts.js';
import { shown } from '../support/command-line.js';

/** The statuses of the guide's history, row A7.2, in its own words. */
const GUIDE = [
  '設定内容不正', 'アクセス不可', 'NDアクセス不可', '禁止文字検出', '容量不足', '通信エラー', 'メモリ不足', 'パス長超過', '中断', '電源断による中断', 'ファイルサイズ超過', '端末認証制限中', 'フォルダ作成失敗', '不慮の事態', '複数エラー発生',
];

const details = (reason: string, status: 'incomplete' | 'not-run') => ({
  number: '000042-0', sourceId: 's', source: 'docs', sequence: 0, kind: 'scheduled', status, reason, startedMs: 0, finishedMs: 1, files: 0, bytes: 0, newFiles: 0, changed: 0, removed: 0, unchanged: 0, failed: 0,
  storedBytes: 0, root: '/r', vault: '/v', errors: [],
});

describe('the statuses of the history', () => {
  it('are those of the guide, each by its own name', () => {
    expect(runReasons.map(reason => reasonNames[reason].ja).toSorted()).toEqual(GUIDE.toSorted());
    for (const language of languages) expect(new Set(Object.values(reasonNames).map(text => text[language])).size).toBe(Object.keys(reasonNames).length);
  });

  it.each([...runReasons.map(reason => [reason, 'incomplete'] as const), ...notRunReasons.map(reason => [reason, 'not-run'] as const)])('%s has its cause and its remedy in "runs NO"', async (reason, status) => {
    for (const language of languages) {
      const { text } = await shown(['runs', '42'], details(reason, status), language);
      for (const table of [reasonNames, reasonCauses, reasonRemedies]) expect(text).toContain(table[reason][language]);
    }
  });

  it('that were not run have the time that was set, and no end', async () => {
    const { text } = await shown(['runs', '42'], details('pc-off', 'not-run'), 'en');
    expect(text).toMatch(/^Due: \d{4}-/m);
    expect(text).not.toMatch(/^(?:Start|End): /m);
    expect((await shown(['runs'], { runs: [details('pc-off', 'not-run')], page: 1, pages: 1 }, 'en')).text).toMatch(/000042-0 {2}\S+ \S+ {2,}docs/);
  });

  it('are told at the start in a line for each reason', () => {
    const lines: string[] = [];
    const slot = (key: string, because: 'off' | 'asleep') => ({ key, dueMs: 0, reason: 'pc-off', because } as const);
    const context = { language: 'en', line: (text: string) => lines.push(text), write: () => undefined } as const;
    renderMissed({ type: 'missed', slots: [slot('2026-11-20T12:30', 'off'), slot('2026-11-21T12:30', 'off'), slot('2026-11-22T12:30', 'asleep')], madeUp: true }, context);
    expect(lines).toEqual(['2 backups were not run, from 2026-11-20 12:30 to 2026-11-21 12:30. The PC was off.', 'The backup of 2026-11-22 12:30 was not run. The PC was asleep.', 'The last one is being made up for now.']);
  });

  it.each(absences)('a time that was missed because of "%s" says so instead', async because => {
    for (const language of languages) expect((await shown(['runs', '42'], { ...details('pc-off', 'not-run'), because }, language)).text).toContain(notRunTexts[because][language]);
  });

  it('are one for a run: that which all its errors share, or several kinds', () => {
    expect(statusOfRun([])).toBe('completed');
    expect(statusOfRun(['file.locked', 'file.no-permission'])).toBe('no-access');
    expect(statusOfRun(['file.locked', 'file.too-large'])).toBe('several-errors');
    for (const [code, reason] of Object.entries(REASON_BY_CODE)) expect(statusOfRun([code, code])).toBe(reason);
  });

  it('can each be the end of a run, but for those that the run itself decides', () => {
    const decided = ['several-errors', 'power-loss', 'network-drive-no-access'];
    expect([...new Set<string>([...Object.values(REASON_BY_CODE), ...decided])].toSorted()).toEqual([...runReasons].toSorted());
  });
});
