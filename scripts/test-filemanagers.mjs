// npm run test:filemanagers [-- NAME]: marks and menus in the real file managers, on a screen of their own. Screenshots are left in build/filemanagers.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { announce, fail } from './lib/announce.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureOsPackages } from './lib/os-packages.mjs';
import { inProject } from './lib/paths.mjs';
import { run } from './lib/run-command.mjs';
import { fileManagerPackages } from './lib/test-packages.mjs';
import { underFittingNode } from './lib/under-fitting-node.mjs';

const LEFT_BEHIND = inProject('build/filemanagers');
const LAST_LINES = 20;

/** What the file managers said themselves, for whoever cannot look into the folder. */
function printLogs() {
  if (!existsSync(LEFT_BEHIND)) return;
  for (const name of readdirSync(LEFT_BEHIND).filter(file => file.endsWith('.log'))) {
    const text = readFileSync(`${LEFT_BEHIND}/${name}`, 'utf8').trim();
    if (text !== '') console.log(`== ${name}\n${text.split('\n').slice(-LAST_LINES).join('\n')}`);
  }
  console.log(`pictures: ${LEFT_BEHIND}`);
}

try {
  await underFittingNode(import.meta.url);
  await ensureBuilt(announce, { strict: true });
  await ensureOsPackages(fileManagerPackages, announce);
  const named = process.argv[2] === undefined ? [] : ['-t', process.argv[2]];
  process.exitCode = await run(process.execPath, [inProject('node_modules/vitest/vitest.mjs'), 'run', '--config', inProject('tests/integration/filemanagers/vitest.config.ts'), ...named]);
  if (process.exitCode !== 0) printLogs();
} catch (failure) {
  fail(failure);
}
