import { describe, expect, it } from 'vitest';
import { languages, type Language } from '../../../../src/texts/language.js';
import type { ListedEntry, OperationRow, RunDetails, RunSummary, SourceState, StatusResult, UndoResult, VersionRow } from '../../../../src/wire/verbs/results.js';
import { displayWidth } from '../../../../src/cli/render/display-width.js';
import { shown, understand } from '../support/command-line.js';

const at = (hour: number) => new Date(2026, 10, 22, hour, 0, 0).getTime();
const HOSTILE = 'evil\x1b[2J\udc80';
const SAFE = 'evil\\u001b[2J\\x80';

const run: RunSummary = {
  number: '000042-0', sourceId: 's', source: HOSTILE, sequence: 42, kind: 'manual', status: 'completed', startedMs: at(9), finishedMs: at(10),
  files: 12_345, bytes: 5_000_000, newFiles: 1, changed: 2, removed: 3, unchanged: 4, failed: 0, storedBytes: 1_500,
};
const failure = { path: `/a/${HOSTILE}`, code: 'vault.wrong-key', message: 'm' };
const version: VersionRow = { version: 7, state: 'present', savedMs: at(9), sizeBytes: 2_000, modifiedMs: at(8), type: 'file', generation: true, torn: true, kind: 'continuous' };
const entry: ListedEntry = { path: `/a/${HOSTILE}`, name: HOSTILE, type: 'directory', state: 'dropped', sizeBytes: 1, modifiedMs: at(8), savedMs: at(9), version: 1 };
const source: SourceState = {
  id: 'abcdef0123456789', name: HOSTILE, root: '/home/mari/Docs', files: 10, bytes: 1_000, lastCommitted: run, lastProvenMs: at(7), schedule: undefined, nextRunMs: at(12),
  watch: { driver: 'engine', trusted: false, degraded: { code: 'watch.limit', detail: HOSTILE }, rescanEveryMs: 3_600_000, dirtyFolders: 3, pendingPaths: 4 },
};
const status: StatusResult = {
  agent: 'running', vault: { location: `/v/${HOSTILE}`, id: 'v', durability: 'best-effort', storedBytes: 1, freeBytes: 2 }, device: 'pc', sources: [source],
  warnings: [{ code: 'vault.wrong-key', detail: HOSTILE }], unseenNotices: 2, paths: [], running: [],
};
const details: RunDetails = { ...run, root: '/r', vault: '/v', errors: [failure], status: 'incomplete', reason: 'interrupted', failed: 1 };
const restored = { files: 2, directories: 1, bytes: 1_000, skipped: 1, unchanged: 4, failed: 0, dryRun: false, target: `/t/${HOSTILE}`, dropped: [`/d/${HOSTILE}`], errors: [failure], savedBefore: run };

const undone: UndoResult = { number: '000041-0', files: 2, directories: 1, bytes: 1_000, unchanged: 0, removed: 3, failed: 1, dropped: [`/d/${HOSTILE}`], errors: [failure], savedBefore: run };
const operation: OperationRow = {
  number: '000041-0', kind: 'restore', sourceId: '', source: HOSTILE, status: 'incomplete', reason: 'no-access', startedMs: run.startedMs, finishedMs: run.finishedMs, paths: [`/p/${HOSTILE}`, '/q'],
  pathCount: 3, to: `/t/${HOSTILE}`, files: 12_345, directories: 0, bytes: 1_000, unchanged: 0, removed: 0, versions: 7, failed: 1, errors: [failure], undone: true, undoes: '000040-0',
};

/** A line, a result of its verb, and what both a Japanese and an English reader must find. */
const CASES: readonly (readonly [string, unknown, Readonly<Record<Language, readonly (string | RegExp)[]>>])[] = [
  ['backup', { runs: [{ ...run, failed: 1 }], errors: [failure] }, { en: [SAFE, '12,345 files', '1 new, 2 changed, 3 deleted', '1.50 KB', '[vault.wrong-key]'], ja: [SAFE, 'ファイル12,345件', '新規1件、変更2件、削除3件', '保存できなかったファイル'] }],
  ['backup', { runs: [{ ...run, failed: 2 }], errors: [{ path: '/a/b', code: 'file.locked', message: 'm' }, { path: HOSTILE, code: 'database.dump-failed', message: 'till: refused' }] }, {
    en: [`${SAFE}: 1 file could not be saved`, `${SAFE}: plugins told of problems (1). What there was is saved.`, /Files that could not be saved:\n {2}\[file\.locked\].*\n {4}\/a\/b\nProblems that plugins told of:\n {2}\[database\.dump-failed\]/, `    ${SAFE}: till: refused`],
    ja: ['1件を保存できませんでした', 'プラグインから1件の問題の知らせ', 'プラグインが知らせた問題:'],
  }],
  ['runs 42', { ...details, errors: [{ path: 'Databases', code: 'acme.broken', message: '' }] }, { en: [/Problems that plugins told of:\n.*\n {4}Databases$/], ja: ['プラグインが知らせた問題:'] }],
  ['undo', undone, { en: ['Undid the restore 000041-0: put 2 files (1.00 KB) back, removed 3.', SAFE, '[vault.wrong-key]'], ja: ['復元000041-0を取り消しました', '3件を削除', '元に戻せなかったもの'] }],
  ['runs --restores', { operations: [operation], page: 1, pages: 2 }, { en: ['000041-0', `/p/${SAFE} … +2`, `/t/${SAFE}`, '12,345', 'incomplete (no access, undid 000040-0, undone)', 'page 1 of 2'], ja: ['未完了', '取り消し済み', '1/2ページ'] }],
  ['runs --deletions', { operations: [{ ...operation, kind: 'delete', to: undefined, undone: false, undoes: undefined }], page: 1, pages: 1 }, { en: ['Versions', '7', '1.00 KB', 'no access'], ja: ['版数', 'サイズ', 'アクセス不可'] }],
  ['runs --restores 41', { operations: [operation], page: 1, pages: 1 }, { en: ['Cause: Some files or folders could not be opened', `From: /p/${SAFE}`, 'From: … +1', `To: /t/${SAFE}`, 'Size: 1.00 KB', 'Incomplete: 1', '[vault.wrong-key]'], ja: ['状態: 未完了', '対処: ', `元: /p/${SAFE}`, 'ファイル数: 12,345'] }],
  ['runs --deletions', { operations: [], page: 1, pages: 1 }, { en: ['There is no history yet.'], ja: ['履歴はまだありません。'] }],
  ['status', status, {
    en: ['Mamori is running.', SAFE, 'power cut', '2026-11-22 10:00:00', 'completed', '2026-11-22 07:00:00', '2026-11-22 12:00:00', '3 folders', 'limited', '1 h 0 min', 'Waiting to be saved: 4', 'Warning: '],
    ja: ['Mamoriは動いています。', SAFE, '停電', '完了', '未確認フォルダ3', '1時間 0分', '保存待ち: 4件', '注意: '],
  }],
  ['status a', { ...status, paths: [{ path: HOSTILE, answer: 'excluded', rule: '*.tmp' }] }, { en: [`${SAFE}: excluded by rule *.tmp`], ja: [`${SAFE}: 設定により対象外（*.tmp）`] }],
  ['status', { ...status, agent: 'stopped', vault: undefined }, { en: ['not running', 'no vault yet'], ja: ['動いていません', '保管庫がまだありません'] }],
  ['versions a', { path: 'a', source: 's', versions: [version, { ...version, version: 6, state: 'deleted' }, { ...version, version: 5, generation: false, torn: false }] }, {
    en: [/7 {2}2026-11-22 09:00:00 {2}2026-11-22 08:00:00 {2}2\.00 KB {2}generation, changed while it was saved/, /6 .* deleted/, /5 .* continuous$/], ja: ['世代', '削除', '常時保護'],
  }],
  ['versions a', { path: 'a', source: 's', versions: [] }, { en: ['no backup of this path'], ja: ['まだありません'] }],
  ['ls', { path: '/a', atMs: undefined, entries: [entry] }, { en: [`${SAFE}/  dropped (not restorable)`], ja: [`${SAFE}/  整理済み（復元不可）`] }],
  ['find x', { path: '/', atMs: undefined, entries: [entry] }, { en: [`/a/${SAFE}/`], ja: [`/a/${SAFE}/`] }],
  ['find x', { path: '/', atMs: undefined, entries: [] }, { en: ['Nothing was found.'], ja: ['見つかりませんでした。'] }],
  ['backup', { runs: [{ ...run, status: 'incomplete', reason: 'file-too-large', failed: 1 }], errors: [failure] }, { en: [`${SAFE}: backup incomplete (file too large). 12,345 files`], ja: ['バックアップ未完了（ファイルサイズ超過）'] }],
  ['status', { ...status, sources: [{ ...source, lastCommitted: { ...run, status: 'incomplete', reason: 'no-access' } }] }, { en: ['"mamori runs 000042-0" says why'], ja: ['「mamori runs 000042-0」'] }],
  ['restore a', restored, { en: [`Restored 2 files (1.00 KB) to /t/${SAFE}`, 'by the overwrite rule: 1', 'version 42', '--nearest', `/d/${SAFE}`, 'could not be restored'], ja: ['2件（1.00 KB）', '復元しました', '--nearest'] }],
  ['restore a --dry-run', { ...restored, dryRun: true }, { en: ['Nothing was written'], ja: ['何も書き込んでいません'] }],
  ['runs', { runs: [run], page: 1, pages: 3 }, { en: ['000042-0', SAFE, 'manual', '12,345', 'page 1 of 3'], ja: ['今すぐ実行', '1/3ページ'] }],
  ['runs 42', details, { en: ['Status: incomplete (interrupted)', SAFE, 'Incomplete: 1', '[vault.wrong-key]'], ja: ['状態: 未完了 (中断)', '原因: 途中で中断されました。', '対処: 何もする必要はありません。', 'バックアップ先: /v'] }],
  ['runs 42', { ...details, status: 'not-run', reason: 'pc-off', because: 'asleep' }, { en: ['Status: not run (PC off or asleep)', 'Cause: The PC was asleep.', 'Remedy: Run "mamori backup"'], ja: ['未実行 (PCの電源オフまたはスリープ)', 'PCがスリープ中でした。'] }],
  ['runs 42', { ...details, reason: 'capacity-shortage', code: 'store.full' }, { en: ['incomplete (capacity shortage)', /Cause: .+ \[store\.full\]/], ja: ['未完了 (容量不足)', /原因: .+\[store\.full\]/] }],
  ['runs 42', { ...details, reason: HOSTILE }, { en: [`incomplete (${SAFE})`, 'Cause: Something unexpected'], ja: ['予期しない問題'] }],
  ['why a', [{ path: HOSTILE, answer: 'protected', protectedAsOfMs: at(9) }, { path: 'b', answer: 'failing', code: 'vault.wrong-key' }], { en: [`${SAFE}: protected as of 2026-11-22 09:00:00`, /b: failing: .+/], ja: ['保護されています'] }],
  ['stop', { stopping: true }, { en: ['stopping'], ja: ['終了しています'] }],
  ['stop', { stopping: false }, { en: ['not running'], ja: ['動いていません'] }],
  ['pause', { paused: true }, { en: ['mamori resume'], ja: ['mamori resume'] }],
  ['resume', { paused: false }, { en: ['Going on.'], ja: ['再開しました。'] }],
  ['cancel', { cancelled: 2 }, { en: ['Interrupted 2'], ja: ['2件の作業'] }],
  ['source list', [source], { en: [`abcdef01  ${SAFE}  /home/mari/Docs`], ja: [SAFE] }],
  ['source add a', source, { en: [SAFE], ja: ['追加しました'] }],
  ['source rename a b', { was: HOSTILE, name: 'b' }, { en: [`Renamed "${SAFE}" to "b"`], ja: [`「${SAFE}」を「b」`] }],
  ['source separate', { device: HOSTILE, sources: [{ name: 'docs', root: HOSTILE }] }, { en: [`saves as "${SAFE}"`, `docs  ${SAFE}`], ja: [`「${SAFE}」`] }],
  ['source remove a', { removed: HOSTILE }, { en: [SAFE, 'stay in the vault'], ja: ['残っています'] }],
  ['schedule', { schedule: undefined }, { en: ['no scheduled backup'], ja: ['定時のバックアップはありません'] }],
  ['schedule', { schedule: { on: true, time: '12:30', days: [0, 1, 2, 3, 4, 5, 6], catchUp: 'tell' } }, { en: ['every day at 12:30', 'You are told'], ja: ['毎日12:30'] }],
  ['schedule', { schedule: { on: false, time: '12:30', days: [1], catchUp: 'tell' } }, { en: ['are off', '12:30'], ja: ['オフ'] }],
  ['schedule 12:30', { schedule: { on: true, time: '12:30', days: [1, 5], pauseWindow: { from: '22:00', to: '06:00' }, catchUp: 'run' } }, { en: ['mon, fri at 12:30', 'from 22:00 to 06:00', 'made up'], ja: ['毎週月・金曜日の12:30'] }],
  ['schedule 23:30', { schedule: { on: true, time: '23:30', days: [0, 1, 2, 3, 4, 5, 6], pauseWindow: { from: '22:00', to: '06:00' }, catchUp: 'tell' } }, { en: ['As 23:30 lies in it, the backup begins at 06:00'], ja: ['23:30はこの期間の中なので、バックアップは06:00に始まります'] }],
  ['config get', { 'exclude.patterns': [HOSTILE], n: 1 }, { en: ['n = 1', 'evil\\u001b[2J'], ja: ['n = 1'] }],
  ['config set n 2', { n: 2 }, { en: ['n = 2'], ja: ['n = 2'] }],
  ['verify', { level: 'listing', objects: 3, checkedBytes: 1_000, complete: true, coveredPercent: 0, damage: [], affected: [] }, { en: ['No damage'], ja: ['異常はありません'] }],
  ['verify --read-data', { level: 'data', objects: 3, checkedBytes: 1, complete: false, coveredPercent: 42.9, damage: [{ object: 'packs/x', code: 'vault.wrong-key' }], affected: [{ source: HOSTILE, path: HOSTILE, version: 3 }] },
    { en: ['Damaged: 1', 'packs/x: [vault.wrong-key]', '42 %', `${SAFE}: ${SAFE} (3)`], ja: ['壊れています', '影響を受ける版'] }],
  ['rebuild-catalog', { sources: 1, versions: 2_000 }, { en: ['2,000 versions'], ja: ['版2,000'] }],
  ['delete a', { deletedVersions: 3, paths: 1 }, { en: ['Deleted 3 versions of 1 file or folder'], ja: ['合わせて3個'] }],
  ['gc', { droppedVersions: 1, condemnedObjects: 2, deletedObjects: 3, freedBytes: 4_000, rewrittenBytes: 5 }, { en: ['4.00 KB freed'], ja: ['空いた容量: 4.00 KB'] }],
  ['key list', [{ slot: 's1', kind: 'recovery', label: HOSTILE, createdMs: at(9) }], { en: ['s1', 'recovery code', SAFE], ja: ['復旧コード', SAFE] }],
  ['key add', { slot: 's2', kind: 'passphrase', label: '', createdMs: 0 }, { en: ['Added slot s2'], ja: ['s2'] }],
  ['key remove s2', { removed: 's2', epoch: 1 }, { en: ['Removed slot s2', 'mamori key rotate'], ja: ['スロットs2'] }],
  ['key rotate', { epoch: 3 }, { en: ['key no. 3'], ja: ['3番目の鍵'] }],
  ['key recovery-code', { recoveryCode: 'AAAA-BBBB', earlierSlots: [] }, { en: ['Recovery code: AAAA-BBBB\n', 'without a passphrase that you set', /not shown again\.$/], ja: ['復旧コード: AAAA-BBBB\n', '設定したパスフレーズも失うと'] }],
  ['key recovery-code', { recoveryCode: 'AAAA-BBBB', earlierSlots: ['s1', 's2'] }, { en: ['Earlier recovery codes go on opening the vault', 'mamori key remove', '  s1\n  s2'], ja: ['以前の復旧コードも引き続き有効', '  s1\n'] }],
  ['doctor', { checks: [{ name: 'keyring', state: 'problem', detail: HOSTILE, code: 'vault.wrong-key' }, { name: 'disk', state: 'ok', detail: 'fine' }] }, { en: [`✗ keyring: ${SAFE}`, '✓ disk: fine', /\n {4}\S/], ja: ['✗ keyring', '✓ disk'] }],
];

describe.each(languages)('results in %s', language => {
  it.each(CASES)('of %s with %j', async (line, result, expected) => {
    const { text } = await shown(line.split(' '), result, language);
    for (const part of expected[language]) {
      if (typeof part === 'string') expect(text).toContain(part);
      else expect(text).toMatch(new RegExp(part, 'm'));
    }
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\p{Cs}]|undefined|NaN|\[object|\{\w+\}/u);
  });
});

describe('lists', () => {
  it('stay aligned with Japanese names', async () => {
    const rows = [{ ...run, source: '経理部の書類' }, { ...run, source: 'docs' }];
    const lines = (await shown(['runs'], { runs: rows, page: 1, pages: 1 }, 'ja')).text.split('\n');
    const columnOf = (line: string, word: string) => displayWidth(line.slice(0, line.indexOf(word)));
    expect(columnOf(lines[1] ?? '', '今すぐ')).toBe(columnOf(lines[2] ?? '', '今すぐ'));
    expect(columnOf(lines[0] ?? '', '種類')).toBe(columnOf(lines[1] ?? '', '今すぐ'));
  });

  it('of very many failures show the first of each kind and how many more', async () => {
    const errors = Array.from({ length: 25 }, (_, index) => ({ ...failure, path: `/f${index}` }));
    const { text } = await shown(['backup'], { runs: [], errors }, 'en');
    expect(text.match(/\/f\d+/g)).toHaveLength(20);
    expect(text).toContain('… +5');
  });

  it('go to a CSV file when asked', async () => {
    const history = await shown(['runs', '--csv', 'h.csv'], { runs: [run], page: 1, pages: 1 }, 'en');
    expect(history.files.get('h.csv')).toContain(`000042-0,2026-11-22 09:00:00,2026-11-22 10:00:00,${SAFE},manual,completed,12345,5000000,1,2,4,3,,0,1500\r\n`);
    expect(history.text).toBe('Written to h.csv.');
    const errors = await shown(['runs', '42', '--csv', 'e.csv'], details, 'ja');
    expect(errors.files.get('e.csv')).toMatch(/^\uFEFFパス,コード,原因,対処\r\n/);
    expect(errors.files.get('e.csv')).toContain(`/a/${SAFE},vault.wrong-key,`);
  });
});

describe('exit codes', () => {
  it.each([
    ['backup', { runs: [run], errors: [] }, 0],
    ['backup', { runs: [], errors: [] }, 0],
    ['backup', { runs: [run], errors: [failure] }, 3],
    ['backup', { runs: [{ ...run, status: 'incomplete' }], errors: [] }, 3],
    ['restore a', { ...restored, dropped: [], errors: [], failed: 0 }, 0],
    ['restore a', { ...restored, errors: [], failed: 1, dropped: [] }, 3],
    ['restore a', { ...restored, errors: [], failed: 0 }, 3],
    ['undo', { ...undone, dropped: [], failed: 0 }, 0],
    ['undo', { ...undone, dropped: [] }, 3],
    ['verify', { damage: [] }, 0],
    ['verify', { damage: [{ object: 'o', code: 'c' }] }, 3],
    ['doctor', { checks: [{ state: 'warning' }] }, 0],
    ['doctor', { checks: [{ state: 'problem' }] }, 1],
  ])('of %s with %j is %i', async (line, result, code) => {
    const { command } = await understand(line.split(' '));
    expect((command as { exitCode?: (result: unknown) => number }).exitCode?.(result)).toBe(code);
  });
});
