// Builds what is not built: node scripts/build.mjs [STEP…]   (steps: packages keytar engine shim dist; all without names)
import { announce, fail } from './lib/announce.mjs';
import { buildSteps, ensureBuilt } from './lib/ensure-built.mjs';
import { underFittingNode } from './lib/under-fitting-node.mjs';

try {
  await underFittingNode(import.meta.url);
  const names = process.argv.slice(2);
  const unknown = names.find(name => !buildSteps.some(step => step.name === name));
  if (unknown !== undefined) {
    announce(`unknown step ${unknown}; the steps are ${buildSteps.map(step => step.name).join(', ')}`);
    process.exit(2);
  }
  const steps = names.length === 0 ? buildSteps : buildSteps.filter(step => names.includes(step.name));
  await ensureBuilt(announce, { steps, strict: true });
} catch (failure) {
  fail(failure);
}
