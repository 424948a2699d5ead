import { describe, expect, it } from 'vitest';
import { exclusionRule } from '../../../../src/core/watch/exclusion-rules.js';

const none = { excludedExtensions: [], excludedPatterns: [], excludeHidden: false };

describe('exclusionRule', () => {
  it.each([
    ['*.tmp', 'a/b.tmp', true], ['*.tmp', 'a/b.tmp.txt', false], ['/build', 'build', true], ['/build', 'a/build', false],
    ['cache/', 'cache', false], ['cache/', 'a/cache/x', true], ['a/**/z', 'a/z', true], ['a/**/z', 'a/b/c/z', true], ['a/**', 'a/b/c', true],
    ['a/*/z', 'a/b/c/z', false], ['[a-c]?', 'bx', true], ['[!a-c]?', 'bx', false], ['\\*', '*', true], ['\\*', 'x', false],
    ['写真*', '写真1', true], ['a.c', 'abc', false],
  ])('%s on %s: %s', (pattern, path, excluded) => {
    expect(exclusionRule({ ...none, excludedPatterns: [pattern] }, path)).toBe(excluded ? pattern : undefined);
  });

  it('lets the last matching pattern decide', () => {
    expect(exclusionRule({ ...none, excludedPatterns: ['*.log', '!keep.log'] }, 'keep.log')).toBeUndefined();
    expect(exclusionRule({ ...none, excludedPatterns: ['!keep.log', '*.log'] }, 'keep.log')).toBe('*.log');
  });

  it('takes extensions in any case, and no dot at the beginning of a name for one', () => {
    const rules = { ...none, excludedExtensions: ['TMP'] };
    expect(exclusionRule(rules, 'a/x.tmp')).toBe('*.TMP');
    expect(exclusionRule(rules, '.tmp')).toBeUndefined();
    expect(exclusionRule(rules, 'folder.tmp/x')).toBeUndefined();
  });

  it('leaves out what lies in hidden folders', () => {
    expect(exclusionRule({ ...none, excludeHidden: true }, 'a/.git/config')).toBe('.*');
    expect(exclusionRule({ ...none, excludeHidden: true }, 'a/b.c')).toBeUndefined();
    expect(exclusionRule({ ...none, excludeHidden: true }, 'a/.git/config', true), 'on Windows an attribute hides').toBeUndefined();
  });
});
