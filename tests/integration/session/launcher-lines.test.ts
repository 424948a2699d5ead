import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'vitest';
import { SqliteLocalState } from '../../../src/platform/catalog/index.js';
import { eventually } from '../../e2e/support/eventually.js';
import { MAIN } from '../../e2e/support/program.js';
import { test, type World } from '../../e2e/support/world.js';

/** The agent as the launcher starts it (native/launcher/agent/child.cc): lines on its input, answers on its output. */
function launched({ pc }: World) {
  const child = spawn(process.execPath, [MAIN, 'up', '--supervised', '--json'], { env: { ...pc.environment, MAMORI_LAUNCHED: '1' }, stdio: ['pipe', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const protecting = () => eventually('it protects', 30_000, () => pc.call('status', { paths: [] }).then(({ sources }) => sources.every(({ watch }) => watch?.trusted), () => false));
  const isDone = (number: number) => eventually(`line ${number} is done`, 10_000, () => output.split('\n').includes(`done ${number}`));
  return { child, ended, protecting, isDone };
}

test('the launcher\'s lines pause the agent for the time of a sleep', async ({ world }) => {
  await world.setUp();
  const { child, ended, protecting, isDone } = launched(world);
  await protecting();
  child.stdin.write('1 will-sleep\n');
  await isDone(1);
  expect(await world.pc.call('status', { paths: [] })).toMatchObject({ agent: 'paused' });
  child.stdin.write('2 woke\n');
  await isDone(2);
  expect(await world.pc.call('status', { paths: [] })).not.toMatchObject({ agent: 'paused' });
  await world.pc.json(['stop']);
  expect(await ended).toEqual([0, null]);
});

test('the launcher\'s word of the session\'s end ends the agent cleanly, and the history knows why', async ({ world }) => {
  await world.setUp();
  const { child, ended, protecting } = launched(world);
  await protecting();
  child.stdin.write('1 session-ending logoff\n');
  expect(await ended).toEqual([0, null]);
  const state = SqliteLocalState.open(`${world.pc.home}/state.db`);
  expect(state.settings.get('schedule-state')).toMatchObject({ sessionClosed: true });
  state.dispose();
});

test('an agent whose launcher was killed goes on', async ({ world }) => {
  await world.setUp();
  const { child, ended, protecting } = launched(world);
  await protecting();
  child.stdin.destroy();
  child.stdout.destroy();
  expect(await world.pc.call('status', { paths: [] })).toMatchObject({ sources: [{ watch: { trusted: true } }] });
  await world.pc.json(['stop']);
  expect(await ended).toEqual([0, null]);
});
