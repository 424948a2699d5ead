import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { eventually } from '../../e2e/support/eventually.js';
import { MAIN } from '../../e2e/support/program.js';
import { test } from '../../e2e/support/world.js';
import { projectRoot } from '../../meta/support/project-files.js';

test.runIf(process.platform === 'linux')('an agent that is kept running comes back when it was killed, and not when it was stopped', async ({ world }) => {
  const { pc } = world;
  await world.setUp();
  const keeper = spawn('/bin/sh', [join(projectRoot, 'scripts/keep-running.sh'), process.execPath, MAIN, 'up', '--supervised', '--home', pc.home], { env: pc.environment, stdio: 'ignore' });
  world.atEnd(() => keeper.kill());
  const ended = once(keeper, 'exit');
  const isProtecting = () => pc.call('status', { paths: [] }).then(({ agent, sources }) => agent !== 'stopped' && sources.every(({ watch }) => watch?.trusted), () => false);
  await eventually('it protects', 30_000, isProtecting);
  const first = childOf(keeper.pid as number);
  process.kill(first, 'SIGKILL');
  await eventually('another one protects', 30_000, async () => await isProtecting() && childOf(keeper.pid as number) !== first);
  await pc.json(['stop']);
  expect(await ended).toEqual([0, null]);
});

/** The program below the shell, or what the shell waits with. */
function childOf(parent: number): number {
  const [child] = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ').map(Number);
  if (!child) throw new Error('the shell has no child');
  return child;
}
