import { existsSync } from 'node:fs';
import { buildStateFolder } from './paths.mjs';
import { readStamps, writeStamp } from './stamps.mjs';
import { distStep } from './steps/dist-step.mjs';
import { engineStep } from './steps/engine-step.mjs';
import { keytarStep } from './steps/keytar-step.mjs';
import { packagesStep } from './steps/packages-step.mjs';
import { shimStep } from './steps/shim-step.mjs';

/**
 * What makes a clone runnable, in this order. A step runs when
 * the fingerprint of its inputs is not the one it last ran for, or an output is missing.
 */
export const buildSteps = [packagesStep, keytarStep, engineStep, shimStep, distStep];

const UNAVAILABLE = 'unavailable: ';

/**
 * Runs the steps that are due, one process at a time per clone; with none due it costs a few milliseconds and loads nothing.
 *
 * A failed step throws StepFailure and leaves the earlier ones recorded. An optional step that failed is announced, recorded
 * and not tried again for the same inputs, unless `strict`: then it is tried again, and its failure is thrown.
 *
 * @typedef {{ name: string, outputs: string[], inputs: () => string, run: (announce: (message: string) => void) => Promise<void>, optional?: boolean }} BuildStep
 * @param {(message: string) => void} announce
 * @param {{ steps?: BuildStep[], strict?: boolean, stateFolder?: string }} options
 */
export async function ensureBuilt(announce, { steps = buildSteps, strict = false, stateFolder = buildStateFolder } = {}) {
  const isDue = (step, stamps = readStamps(stateFolder)) => {
    const stamp = stamps[step.name];
    const inputs = step.inputs();
    if (stamp === UNAVAILABLE + inputs) return strict;
    return stamp !== inputs || !step.outputs.every(path => existsSync(path));
  };
  const stamps = readStamps(stateFolder);
  if (!steps.some(step => isDue(step, stamps))) return;
  const { withBuildLock } = await import('./build-lock.mjs');
  await withBuildLock(async () => {
    for (const step of steps) {
      // Taken before the step runs: what changes meanwhile is due again.
      if (isDue(step)) writeStamp(step.name, await runStep(step, step.inputs(), announce, strict), stateFolder);
    }
  }, stateFolder);
}

/** Answers what to record. */
async function runStep(step, inputs, announce, strict) {
  try {
    await step.run(announce);
    return inputs;
  } catch (failure) {
    if (!step.optional || strict || failure.name !== 'StepFailure') throw failure;
    announce(`going on without ${step.name}: ${failure.message}`);
    return UNAVAILABLE + inputs;
  }
}
