import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildShimTests, shimTestNames } from '../../../scripts/lib/shim-tests.mjs';

/** The first build compiles the shim with sanitizers: under a minute on two cores. */
const BUILD_MS = 10 * 60_000;

describe('the shim\'s C++ tests, with address and undefined-behaviour sanitizers', () => {
  let programs: Map<string, string>;
  beforeAll(async () => { programs = await buildShimTests(); }, BUILD_MS);

  it.each(shimTestNames())('%s', name => {
    const { status, stdout, stderr } = spawnSync(programs.get(name) ?? '', [], { encoding: 'utf8' });
    expect({ status, output: status === 0 ? '' : `${stdout}\n${stderr}` }).toEqual({ status: 0, output: '' });
  }, 240_000);
});
