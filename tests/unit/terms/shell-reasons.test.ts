import { describe, expect, it } from 'vitest';
import { fileErrors } from '../../../src/terms/errors/file-errors.js';
import { errorDefinitions } from '../../../src/terms/errors/index.js';
import { scanErrors } from '../../../src/terms/errors/scan-errors.js';
import { OTHER_REASON, SHELL_REASONS, shellReason } from '../../../src/terms/shell-reasons.js';

/** What is gone is no problem of a file that could be shown. */
const isShown = (code: string) => !code.endsWith('vanished');

describe('reasons in the status table', () => {
  it('have a number of 16 bits each, and no two the same', () => {
    const numbers = Object.values(SHELL_REASONS);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.filter(number => number <= OTHER_REASON || number > 0xffff)).toEqual([]);
  });

  it('are there for every error that a file or folder can have, and for no code that does not exist', () => {
    expect(Object.keys({ ...fileErrors, ...scanErrors }).filter(code => isShown(code) && shellReason(code) === OTHER_REASON)).toEqual([]);
    expect(Object.keys(SHELL_REASONS).filter(code => !Object.hasOwn(errorDefinitions, code))).toEqual([]);
  });
});
