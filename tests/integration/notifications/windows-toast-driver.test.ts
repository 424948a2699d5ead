import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLogger } from '../../../src/base/logger.js';
import { NodeNotifierToastDriver } from '../../../src/notifications/adapters/node-notifier-toast-driver.js';
import { openToastDriver } from '../../../src/notifications/adapters/open-toast-driver.js';
import { WindowsToastDriver } from '../../../src/notifications/adapters/windows-toast-driver.js';
import { FallbackToastDriver } from '../../../src/notifications/toast/fallback-toast-driver.js';
import type { Toast } from '../../../src/notifications/toast/toast-driver.js';
import { ManualClock } from '../../fakes/manual-clock.js';

const program = fileURLToPath(new URL('./support/recording-toaster.mjs', import.meta.url));
const nonce = 'a'.repeat(64);
const toast: Toast = { id: 'n1', slot: 'missed-backup', severity: 'warning', title: '田中', text: 'x', buttons: [{ key: nonce, title: 'y' }] };
const { signal } = new AbortController();

let folder: string;
let record: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mamori-windows-toast-'));
  record = join(folder, 'words.json');
  vi.stubEnv('TOASTER_RECORD', record);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const script = () => Buffer.from((JSON.parse(readFileSync(record, 'utf8')) as readonly string[]).at(-1) ?? '', 'base64').toString('utf16le');

describe.runIf(process.platform === 'linux')('toasts of Windows', () => {
  it('are shown by one program that gets nothing but words, and taken away by what showed them', async () => {
    const driver = new WindowsToastDriver({ logger: silentLogger, program });
    await driver.show(toast, signal);
    expect(script()).toContain('$notifier.Show($toast)');
    driver.withdraw('never-shown');
    driver.withdraw('missed-backup');
    await vi.waitFor(() => expect(script()).toContain('History.Remove('), { timeout: 10_000 });
    await driver.dispose();
  });

  it.each([['1', 'notice.channel-failed'], ['3', 'notice.channel-unavailable'], ['4', 'notice.channel-failed']])('end %s is %s, and no nonce is in what is said of it', async (end, code) => {
    vi.stubEnv('TOASTER_EXIT', end);
    const failure: unknown = await new WindowsToastDriver({ logger: silentLogger, program }).show(toast, signal).catch((caught: unknown) => caught);
    expect(failure).toMatchObject({ code });
    expect(String(failure)).not.toMatch(/[A-Za-z0-9+/]{60}/);
  });

  it('fail where there is no PowerShell, and are not begun when nobody waits any more', async () => {
    const driver = new WindowsToastDriver({ logger: silentLogger, program: join(folder, 'missing') });
    await expect(driver.show(toast, signal)).rejects.toMatchObject({ code: 'notice.channel-failed' });
    await expect(new WindowsToastDriver({ logger: silentLogger, program }).show(toast, AbortSignal.abort(new Error('late')))).rejects.toThrow('late');
    expect(existsSync(record)).toBe(false);
  });

  it('are SnoreToast\'s where they fail, and nobody\'s where somebody turned them off', async () => {
    const driver = () => new FallbackToastDriver(new WindowsToastDriver({ logger: silentLogger, program }), new NodeNotifierToastDriver({ clock: new ManualClock(), program }));
    vi.stubEnv('TOASTER_EXIT', '3');
    await expect(driver().show(toast, signal)).rejects.toMatchObject({ code: 'notice.channel-unavailable' });
    expect(script()).toContain('$notifier');
    vi.stubEnv('TOASTER_EXIT', '1');
    await driver().show({ ...toast, buttons: [] }, signal);
    expect(readFileSync(record, 'utf8')).toContain('"-t","田中"');
  });

  it('are chosen where the launcher started the agent', async () => {
    const surroundings = { platform: 'win32', environment: {}, clock: new ManualClock(), logger: silentLogger } as const;
    expect((await openToastDriver({ ...surroundings, launched: true })).name).toBe('windows');
    expect((await openToastDriver({ ...surroundings, launched: false })).name).toBe('snoretoast');
  });
});
