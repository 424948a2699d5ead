// Cross-compiles and links the engine for Windows, warnings counting as errors: node scripts/check-windows-build.mjs
import { announce, fail } from './lib/announce.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureOsPackages } from './lib/os-packages.mjs';
import { packagesStep } from './lib/steps/packages-step.mjs';
import { headersFolder } from './lib/toolchain.mjs';
import { underFittingNode } from './lib/under-fitting-node.mjs';
import { buildForWindows } from './lib/windows-build.mjs';

try {
  await underFittingNode(import.meta.url);
  await ensureBuilt(announce, { steps: [packagesStep] });
  await ensureOsPackages([{ debian: 'g++-mingw-w64-x86-64', command: 'x86_64-w64-mingw32-g++' }], announce);
  console.log(`linked ${await buildForWindows(await headersFolder(announce))}`);
} catch (failure) {
  fail(failure);
}
