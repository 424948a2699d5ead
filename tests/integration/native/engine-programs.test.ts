import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildNativeTests, nativeTestNames } from '../../../scripts/lib/native-tests.mjs';

/** The first build compiles the whole engine with sanitizers: about two minutes on two cores. */
const BUILD_MS = 15 * 60_000;

describe('the engine\'s C++ tests, with address and undefined-behaviour sanitizers', () => {
  let programs: Map<string, string>;
  beforeAll(async () => { programs = await buildNativeTests(); }, BUILD_MS);

  it.each(nativeTestNames())('%s', name => {
    const { status, stdout, stderr } = spawnSync(programs.get(name) ?? '', [], { encoding: 'utf8' });
    expect({ status, output: status === 0 ? '' : `${stdout}\n${stderr}` }).toEqual({ status: 0, output: '' });
  });
});
