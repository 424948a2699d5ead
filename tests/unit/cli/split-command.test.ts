import { describe, expect, it } from 'vitest';
import { splitCommand } from '../../../src/cli/split-command.js';

describe('splitCommand', () => {
  it.each([
    [[], undefined, []],
    [['status', '--json', 'a'], 'status', ['--json', 'a']],
    [['--json', 'status', 'a'], 'status', ['--json', 'a']],
    [['--home', 'status', 'gc'], 'gc', ['--home', 'status']],
    [['--home=/h', 'gc'], 'gc', ['--home=/h']],
    [['--version'], 'version', []],
    [['--help'], undefined, ['--help']],
    [['--home'], undefined, ['--home']],
  ])('takes %j for %s with %j', (words, name, rest) => {
    expect(splitCommand(words)).toEqual({ name, rest });
  });
});
