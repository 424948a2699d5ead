import { existsSync } from 'node:fs';
import { readStamps, writeStamp } from './stamps.mjs';
import { distStep } from './steps/dist-step.mjs';
import { engineStep } from './steps/engine-step.mjs';
import { keytarStep } from './steps/keytar-step.mjs';
import { packagesStep } from './steps/packages-step.mjs';

/**
 * What makes a clone runnable, in this order. A step is `{ name, inputs(), outputs, run(announce), optional? }`: it runs when
 * the fingerprint of its inputs is not the one it last ran for, or an output is missing.
 */
export const buildSteps = [packagesStep, keytarStep, engineStep, distStep];

const UNAVAILABLE = 'unavailable: ';

/**
 * Runs the steps that are due, one process at a time per clone; with none due it costs a few milliseconds and loads nothing.
 *
 * A failed step throws StepFailure and leaves the earlier ones recorded. An optional step that failed is announced, recorded
 * and not tried again for the same inputs, unless `strict`: then it is tried again, and its failure is thrown.
 */
export async function ensureBuilt(announce, { steps = buildSteps, strict = false } = {}) {
  if (!steps.some(step => isDue(step, strict))) return;
  const { withBuildLock } = await import('./build-lock.mjs');
  await withBuildLock(async () => {
    for (const step of steps) if (isDue(step, strict)) await runStep(step, announce, strict);
  });
}

function isDue(step, strict) {
  const stamp = readStamps()[step.name];
  const inputs = step.inputs();
  if (stamp === UNAVAILABLE + inputs) return strict;
  return stamp !== inputs || !step.outputs.every(path => existsSync(path));
}

async function runStep(step, announce, strict) {
  // Taken first: what changes while the step runs is due again.
  const inputs = step.inputs();
  try {
    await step.run(announce);
    writeStamp(step.name, inputs);
  } catch (failure) {
    if (!step.optional || strict || failure.name !== 'StepFailure') throw failure;
    announce(`going on without ${step.name}: ${failure.message}`);
    writeStamp(step.name, UNAVAILABLE + inputs);
  }
}
