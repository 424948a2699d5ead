import { beforeEach, describe, expect, it } from 'vitest';
import { ProgressToast } from '../../../src/agent/tray/progress-toast.js';
import { silentLogger } from '../../../src/base/logger.js';
import type { Toast, ToastDriver, ToastEvent } from '../../../src/notifications/toast/toast-driver.js';
import { ManualClock } from '../../fakes/manual-clock.js';

const settled = () => new Promise<void>(resolve => { setImmediate(resolve); });

describe('the toast of the tray', () => {
  let clock: ManualClock;
  let shown: Toast[];
  let tell: (event: ToastEvent) => void;
  let goesOn: boolean;
  let fails: boolean;
  let toast: ProgressToast;

  beforeEach(() => {
    clock = new ManualClock(0);
    shown = [];
    goesOn = true;
    fails = false;
    const toasts: ToastDriver = {
      name: 'kept', withdraw: () => undefined, dispose: () => undefined,
      show: async one => {
        if (fails) throw new Error('no daemon');
        shown.push(one);
      },
      onDidHear: listener => {
        tell = listener;
        return { dispose: () => undefined };
      },
    };
    toast = new ProgressToast({ toasts, clock, logger: silentLogger, words: () => ({ title: 'Backing up', text: `${shown.length}`, goesOn }) });
  });

  const pass = async (ms: number) => {
    clock.advance(ms);
    await settled();
  };
  const click = async () => {
    toast.show();
    await settled();
  };

  it('follows what runs in one place, and ends with it', async () => {
    await click();
    await pass(2_000);
    goesOn = false;
    await pass(2_000);
    await pass(60_000);
    expect(shown.map(({ text, slot }) => `${text} ${slot}`)).toEqual(['0 tray-progress', '1 tray-progress', '2 tray-progress']);
  });

  it.each(['dismissed', 'gone'] as const)('is not shown again once it is %s, until the next click', async type => {
    await click();
    tell({ type, id: 'another' });
    await pass(2_000);
    tell({ type, id: 'tray-progress' });
    await pass(60_000);
    expect(shown).toHaveLength(2);
    await click();
    expect(shown).toHaveLength(3);
  });

  it('is nothing where no toast can be shown, and ends with the agent', async () => {
    fails = true;
    await click();
    await pass(60_000);
    fails = false;
    await click();
    await toast.dispose();
    await pass(60_000);
    expect(shown).toHaveLength(1);
  });
});
