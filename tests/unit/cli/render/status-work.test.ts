import { describe, expect, it } from 'vitest';
import type { StatusResult, WorkState } from '../../../../src/wire/verbs/results.js';
import { shown } from '../support/command-line.js';

const status = (work: WorkState, more: Partial<StatusResult> = {}): StatusResult => ({
  agent: 'running', vault: { location: '/v', id: 'v', durability: 'synced', storedBytes: 0 }, device: 'pc', sources: [], warnings: [], unseenNotices: 0, paths: [], running: [], work, ...more,
});
const progress = { filesDone: 30, filesTotal: 100, bytesDone: 250, bytesTotal: 1_000, totalsFinal: true, currentPath: 'reports/may.xlsx' };

describe('status, while something is being done', () => {
  it('tells percent, files left and current file, as the tray does', async () => {
    const words = status({ kind: 'backup', subject: 'docs', progress });
    expect((await shown(['status'], words, 'en')).text).toContain('Backing up docs\n  25 %, 70 files left\n  reports/may.xlsx\n');
    expect((await shown(['status'], words, 'ja')).text).toContain('バックアップ中: docs\n  25%、残り70件\n  reports/may.xlsx\n');
  });

  it('tells no share of a total that is still being counted', async () => {
    const { text } = await shown(['status'], status({ kind: 'restore', subject: 'docs', progress: { ...progress, totalsFinal: false } }), 'en');
    expect(text).toContain('Restoring docs\n  Done: 30 files');
    expect(text).not.toContain('%');
  });

  it('says until when a pause window keeps it waiting', async () => {
    const waitsUntilMs = new Date(2026, 10, 23, 6, 0).getTime();
    expect((await shown(['status'], status({ kind: 'backup', subject: 'docs', waitsUntilMs }), 'ja')).text).toContain('バックアップ中: docs\n  一時停止期間のため、2026-11-23 06:00:00まで待っています。');
  });

  it('names the way by which a notice could not be delivered', async () => {
    const warnings = [{ code: 'notice.channel-failed', detail: 'toast' }, { code: 'notice.channel-failed', detail: 'acme.pager' }];
    const { text } = await shown(['status'], status({ kind: 'maintenance', subject: '/v' }, { warnings }), 'ja');
    expect(text).toContain('（デスクトップのお知らせ）');
    expect(text).toContain('（acme.pager）');
  });
});
