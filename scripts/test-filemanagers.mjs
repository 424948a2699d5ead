// npm run test:filemanagers [-- NAME]: marks and menus in the real file managers, on a screen of their own. Screenshots are left in build/filemanagers.
import { announce, fail } from './lib/announce.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureOsPackages } from './lib/os-packages.mjs';
import { inProject } from './lib/paths.mjs';
import { run } from './lib/run-command.mjs';
import { fileManagerPackages } from './lib/test-packages.mjs';
import { underFittingNode } from './lib/under-fitting-node.mjs';

try {
  await underFittingNode(import.meta.url);
  await ensureBuilt(announce, { strict: true });
  await ensureOsPackages(fileManagerPackages, announce);
  const named = process.argv[2] === undefined ? [] : ['-t', process.argv[2]];
  process.exitCode = await run(process.execPath, [inProject('node_modules/vitest/vitest.mjs'), 'run', '--config', inProject('tests/integration/filemanagers/vitest.config.ts'), ...named]);
} catch (failure) {
  fail(failure);
}
