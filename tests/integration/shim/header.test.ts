import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const header = fileURLToPath(new URL('../../../native/shim/include/mamori_shim.h', import.meta.url));

it('the shim\'s header is plain C', () => {
  const { status, stderr } = spawnSync('gcc', ['-std=c99', '-Wall', '-Wextra', '-Wpedantic', '-Werror', '-fsyntax-only', '-x', 'c', header], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
