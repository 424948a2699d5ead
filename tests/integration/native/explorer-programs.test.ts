import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildExplorerTests, explorerTestNames } from '../../../scripts/lib/explorer-tests.mjs';

const BUILD_MS = 5 * 60_000;

describe('the C++ tests of what in Explorer\'s extension asks nothing of Windows', () => {
  let programs: Map<string, string>;
  beforeAll(async () => { programs = await buildExplorerTests(); }, BUILD_MS);

  it.each(explorerTestNames())('%s', name => {
    const { status, stdout, stderr } = spawnSync(programs.get(name) ?? '', [], { encoding: 'utf8' });
    expect({ status, output: status === 0 ? '' : `${stdout}\n${stderr}` }).toEqual({ status: 0, output: '' });
  });
});
