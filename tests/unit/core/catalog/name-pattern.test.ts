import { describe, expect, it } from 'vitest';
import { pathMatcher } from '../../../../src/core/catalog/name-pattern.js';

describe('name pattern', () => {
  it.each([
    ['report', 'docs/My Report.txt', true], ['report', 'report/other.txt', false], ['*.TXT', 'a/b.txt', true],
    ['*.txt', 'a.txt/b', false], ['a?c', 'x/abc', true], ['a?c', 'x/abbc', false], ['docs/*.txt', 'docs/a.txt', true],
    ['docs/*.txt', 'docs/b/a.txt', false], ['docs/**', 'docs/b/a.txt', true], ['a.b', 'axb', false], ['[1]-{2}*', '[1]-{2}.md', true],
    ['が', 'か\u3099.txt', true], ['ÉTÉ', 'e\u0301te\u0301.md', true], ['', 'anything', true],
  ])('%j on %j: %s', (pattern, path, expected) => {
    expect(pathMatcher(pattern)(path)).toBe(expected);
  });
});
