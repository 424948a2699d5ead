// npm run bench [-- OPTION…]: measures Mamori beside restic and Borg on the same data in the same call (docs/benchmarks.md).
import { announce, fail } from './lib/announce.mjs';
import { underFittingNode } from './lib/under-fitting-node.mjs';

try {
  await underFittingNode(import.meta.url);
  const { readOptions, USAGE } = await import('../tests/bench/options.mjs');
  const { ROW_NAMES, runBench } = await import('../tests/bench/run-bench.mjs');
  const options = optionsOrUsage(() => readOptions(process.argv.slice(2), ROW_NAMES), USAGE);
  if (options.help) console.log(USAGE);
  else if (options.list) console.log(ROW_NAMES.join('\n'));
  else process.exitCode = (await measured(options, runBench)) ? 0 : 1;
} catch (failure) {
  fail(failure);
}

async function measured(options, runBench) {
  if (options.build) await (await import('./lib/ensure-built.mjs')).ensureBuilt(announce);
  if (options.installRivals) (await import('../tests/bench/rivals.mjs')).installRivals(announce);
  return runBench(options, announce);
}

function optionsOrUsage(read, usage) {
  try {
    return read();
  } catch (failure) {
    if (!(failure instanceof RangeError)) throw failure;
    announce(`${failure.message}\n${usage}`);
    process.exit(2);
  }
}
