// npm test [-- PATH…]: builds what is not built, checks types and lint, and runs every suite, or only those whose path contains PATH.
// The last line of its output is `N passed, N failed, N skipped`. With CI=true a skipped test counts as a failure.
import { readFileSync, rmSync } from 'node:fs';
import { announce, fail } from './lib/announce.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureOsPackages } from './lib/os-packages.mjs';
import { inProject } from './lib/paths.mjs';
import { run } from './lib/run-command.mjs';
import { staticChecks } from './lib/static-checks.mjs';
import { summaryFile } from './lib/summary-reporter.mjs';
import { testPackages } from './lib/test-packages.mjs';
import { underFittingNode } from './lib/under-fitting-node.mjs';

try {
  await underFittingNode(import.meta.url);
  await ensureBuilt(announce, { strict: true });
  await ensureTestPackages();
  const paths = process.argv.slice(2);
  const checked = paths.length === 0 ? await runStaticChecks() : { passed: 0, failed: 0 };
  report(checked, await runSuites(paths));
} catch (failure) {
  fail(failure);
}

/** Without them the tests that need them skip themselves by name, which only CI refuses. */
async function ensureTestPackages() {
  try {
    await ensureOsPackages(testPackages, announce);
  } catch (failure) {
    if (process.env.CI === 'true' || failure.name !== 'StepFailure') throw failure;
    announce(failure.message);
  }
}

async function runStaticChecks() {
  const counts = { passed: 0, failed: 0 };
  for (const check of staticChecks) {
    const good = (await check.run()) === 0;
    counts[good ? 'passed' : 'failed']++;
    console.log(`${good ? 'passed' : 'FAILED'}: ${check.name}`);
  }
  return counts;
}

async function runSuites(paths) {
  rmSync(summaryFile, { force: true });
  const reporters = ['--reporter=default', `--reporter=${inProject('scripts/lib/summary-reporter.mjs')}`];
  const ended = await run(process.execPath, [inProject('node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...paths]);
  const summary = readSummary() ?? { passed: 0, failed: 1, skipped: [] };
  // Whatever vitest found wrong that is no test of its own must not be lost.
  return ended !== 0 && summary.failed === 0 ? { ...summary, failed: 1 } : summary;
}

function readSummary() {
  try {
    return JSON.parse(readFileSync(summaryFile, 'utf8'));
  } catch {
    return undefined;
  }
}

function report(checked, { passed, failed, skipped }) {
  for (const { name, reason } of skipped) console.log(`skipped: ${name} (${reason})`);
  const skipFails = process.env.CI === 'true' && skipped.length > 0;
  if (skipFails) console.log('In CI nothing may be skipped.');
  const allFailed = checked.failed + failed;
  console.log(`${checked.passed + passed} passed, ${allFailed} failed, ${skipped.length} skipped`);
  process.exitCode = allFailed > 0 || skipFails ? 1 : 0;
}
