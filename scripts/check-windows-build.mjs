// Cross-compiles and links the engine, the shim and the launcher for Windows, warnings counting as errors: node scripts/check-windows-build.mjs
import { announce, fail } from './lib/announce.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureOsPackages } from './lib/os-packages.mjs';
import { packagesStep } from './lib/steps/packages-step.mjs';
import { underFittingNode } from './lib/under-fitting-node.mjs';
import { buildForWindows, buildShimForWindows, windowsCompiler } from './lib/windows-build.mjs';
import { buildLauncherForWindows } from './lib/wine-launcher-build.mjs';

try {
  await underFittingNode(import.meta.url);
  await ensureBuilt(announce, { steps: [packagesStep] });
  await ensureOsPackages([windowsCompiler], announce);
  console.log(`linked ${await buildForWindows()}`);
  console.log(`linked ${await buildShimForWindows()}`);
  console.log(`linked ${await buildLauncherForWindows()}`);
} catch (failure) {
  fail(failure);
}
