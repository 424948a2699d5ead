import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NodeNotifierToastDriver } from '../../../src/notifications/adapters/node-notifier-toast-driver.js';
import type { Toast, ToastEvent } from '../../../src/notifications/toast/toast-driver.js';
import { ManualClock } from '../../fakes/manual-clock.js';

const program = fileURLToPath(new URL('./support/recording-toaster.mjs', import.meta.url));
const nonce = 'a'.repeat(64);
const toast: Toast = {
  id: 'n1', slot: 'missed-backup', severity: 'warning', title: '自動バックアップが行なわれませんでした', text: 'C:\\Users\\田中 "x" & <b>;\n-silent',
  buttons: [{ key: nonce, title: '今すぐバックアップ' }, { key: 'b'.repeat(64), title: 'Don\'t show; again=' }],
};

let folder: string;
let cwd: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mamori-snoretoast-'));
  cwd = process.cwd();
  process.chdir(folder); // outside Windows a pipe's name is that of a socket in the working folder
  vi.stubEnv('TOASTER_RECORD', join(folder, 'words.json'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  process.chdir(cwd);
  rmSync(folder, { recursive: true, force: true });
});

const words = () => JSON.parse(readFileSync(join(folder, 'words.json'), 'utf8')) as readonly string[];
const pairs = () => {
  const list = words();
  return Object.fromEntries(list.flatMap((word, index) => (/^-[A-Za-z]+$/.test(word) && word !== '-silent' ? [[word, list[index + 1]]] : [])));
};

describe.runIf(process.platform === 'linux')('SnoreToast through node-notifier', () => {
  it('gets every text as one argument, and no more arguments than these', async () => {
    const driver = new NodeNotifierToastDriver({ clock: new ManualClock(), program });
    await driver.show(toast, new AbortController().signal);
    expect(words().filter(word => word === '-silent')).toHaveLength(1);
    expect(words()).toHaveLength(11);
    expect(pairs()).toEqual({
      '-t': toast.title, '-m': toast.text, '-b': '今すぐバックアップ;Don\'t show  again ', '-id': 'missed-backup', '-pipeName': expect.stringContaining('notifierPipe'),
    });
  });

  it('makes an alarm heard', async () => {
    const driver = new NodeNotifierToastDriver({ clock: new ManualClock(), program });
    await driver.show({ ...toast, severity: 'alarm' }, new AbortController().signal);
    expect(words()).not.toContain('-silent');
    expect(pairs()['-s']).toBe('Notification.Default');
  });

  it('shows no buttons under an AppUserModelID, with which it never reports a click', async () => {
    const driver = new NodeNotifierToastDriver({ clock: new ManualClock(), program, appId: 'Mamori.Agent' });
    await driver.show(toast, new AbortController().signal);
    expect(pairs()['-appID']).toBe('Mamori.Agent');
    expect(words()).not.toContain('-b');
  });

  it('strips what no argument can hold', async () => {
    const driver = new NodeNotifierToastDriver({ clock: new ManualClock(), program });
    await driver.show({ ...toast, title: 'a\u0000b\u001bc' }, new AbortController().signal);
    expect(pairs()['-t']).toBe('a b c');
  });

  it.each([
    ['a press of a button, Japanese label and all', 'action=buttonClicked;button=今すぐバックアップ;', [{ type: 'pressed', key: nonce }]],
    ['a click on the toast', 'action=clicked;', [{ type: 'opened', id: 'n1' }]],
    ['that it was dismissed', 'action=dismissed;', [{ type: 'dismissed', id: 'n1' }]],
    ['nothing of what it does not know', 'action=buttonClicked;button=other;', []],
  ])('tells %s', async (_what, answer, expected) => {
    vi.stubEnv('TOASTER_ANSWER', answer);
    const driver = new NodeNotifierToastDriver({ clock: new ManualClock(), program });
    const heard: ToastEvent[] = [];
    driver.onDidHear(event => heard.push(event));
    await driver.show(toast, new AbortController().signal);
    expect(heard).toEqual(expected);
  });

  it('is not believed: a crash and a missing program look like success', async () => {
    vi.stubEnv('TOASTER_EXIT', '255');
    await new NodeNotifierToastDriver({ clock: new ManualClock(), program }).show(toast, new AbortController().signal);
    await new NodeNotifierToastDriver({ clock: new ManualClock(), program: join(folder, 'missing') }).show(toast, new AbortController().signal);
    expect(existsSync(join(folder, 'missing'))).toBe(false);
  });

  it('is not waited for while its toast is on the screen', async () => {
    vi.stubEnv('TOASTER_ANSWER', 'action=dismissed;');
    const clock = new ManualClock();
    const shown = new NodeNotifierToastDriver({ clock, program }).show(toast, new AbortController().signal);
    await clock.advance(2_000);
    await shown;
  });
});
