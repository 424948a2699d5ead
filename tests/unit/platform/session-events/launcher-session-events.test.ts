import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src/base/logger.js';
import type { SessionEvent } from '../../../../src/core/ports/session-events.js';
import { LauncherSessionEvents } from '../../../../src/platform/session-events/launcher-session-events.js';
import { eventually } from '../../../e2e/support/eventually.js';

function launched() {
  const input = new PassThrough();
  const output = new PassThrough();
  const pressed: string[] = [];
  const said: string[] = [];
  output.setEncoding('utf8').on('data', (text: string) => said.push(text));
  return { input, pressed, said, events: new LauncherSessionEvents({ input, output, logger: silentLogger, onPress: nonce => pressed.push(nonce) }) };
}

describe('what the launcher tells', () => {
  it('is answered line by line, once it is done', async () => {
    const { input, said, events } = launched();
    const heard: SessionEvent[] = [];
    let finish: () => void = () => undefined;
    const listening = await events.listen(event => {
      heard.push(event);
      return event === 'will-sleep' ? new Promise<void>(resolve => (finish = resolve)) : undefined;
    });
    input.write('1 will-sleep\r\n2 wo');
    input.write('ke\n');
    await eventually('it was heard', 1_000, () => heard.length === 1);
    expect(said).toEqual([]);
    finish();
    await eventually('both are done', 1_000, () => said.join('') === 'done 1\ndone 2\n');
    expect(heard).toEqual(['will-sleep', 'woke']);
    await listening.dispose();
  });

  it('takes a person who unlocks the session for a PC that is awake', async () => {
    const { input, said, events } = launched();
    const heard: SessionEvent[] = [];
    const listening = await events.listen(event => void heard.push(event));
    input.write('1 will-sleep\n2 session-unlocked\n');
    await eventually('both are done', 1_000, () => said.join('').endsWith('done 2\n'));
    expect(heard).toEqual(['will-sleep', 'woke']);
    await listening.dispose();
  });

  it('says whether the session is over, until Windows calls it off', async () => {
    const { input, said, events } = launched();
    const listening = await events.listen(() => undefined);
    input.write('1 session-ending logoff\n');
    await eventually('it was heard', 1_000, () => said.length === 1);
    expect(await events.isSessionOver()).toBe(true);
    input.write('2 goes-on\n');
    await eventually('it was heard', 1_000, () => said.length === 2);
    expect(await events.isSessionOver()).toBe(false);
    await listening.dispose();
  });

  it('includes pressed buttons, and passes over what a newer launcher says', async () => {
    const { input, pressed, said, events } = launched();
    const heard: SessionEvent[] = [];
    const listening = await events.listen(event => void heard.push(event));
    input.write(`nonsense\n1 something-new with-words\n2 press ${'a'.repeat(64)}\n`);
    await eventually('all is done', 1_000, () => said.join('').endsWith('done 2\n'));
    expect(said.join('')).toBe('done 1\ndone 2\n');
    expect(pressed).toEqual(['a'.repeat(64)]);
    expect(heard).toEqual([]);
    await listening.dispose();
  });
});
