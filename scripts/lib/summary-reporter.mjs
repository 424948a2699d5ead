import { mkdirSync, writeFileSync } from 'node:fs';
import { buildStateFolder } from './paths.mjs';

export const summaryFile = `${buildStateFolder}/test-summary.json`;

/**
 * Counts what vitest ran into a JSON file: `{ passed, failed, skipped: [{ name, reason }] }`.
 *
 * A file that could not be loaded, and an error outside any test, count as one failure each.
 */
export default class SummaryReporter {
  onTestRunEnd(modules, unhandledErrors) {
    let passed = 0;
    let failed = unhandledErrors.length;
    const skipped = [];
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      for (const test of tests) {
        const { state, note } = test.result();
        if (state === 'passed') passed++;
        else if (state === 'failed') failed++;
        else skipped.push({ name: `${module.relativeModuleId} > ${test.fullName}`, reason: note ?? 'no reason given' });
      }
      if (module.state() === 'failed' && !tests.some(test => test.result().state === 'failed')) failed++;
    }
    mkdirSync(buildStateFolder, { recursive: true });
    writeFileSync(summaryFile, JSON.stringify({ passed, failed, skipped }));
  }
}
