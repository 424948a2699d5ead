// Type check and lint alone: node scripts/lint.mjs
import { announce, fail } from './lib/announce.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { staticChecks } from './lib/static-checks.mjs';
import { packagesStep } from './lib/steps/packages-step.mjs';
import { underFittingNode } from './lib/under-fitting-node.mjs';

try {
  await underFittingNode(import.meta.url);
  await ensureBuilt(announce, { steps: [packagesStep] });
  for (const check of staticChecks) if ((await check.run()) !== 0) process.exitCode = 1;
} catch (failure) {
  fail(failure);
}
