import { describe, expect, it } from 'vitest';
import { evaluate, keysOf, parseWhen, print, WHEN_LIMITS, type ContextValue } from '../../../../src/wire/plugins/when/index.js';
import { linearPattern, matches } from '../../../../src/wire/plugins/when/linear-pattern.js';

function clauseOf(text: string) {
  const result = parseWhen(text);
  if (!result.ok) throw new Error(`${text}: ${result.reason} at ${result.at}`);
  return result.clause;
}
const answer = (text: string, values: Readonly<Record<string, ContextValue>>) => evaluate(clauseOf(text), new Map(Object.entries(values)));

describe('a when-clause', () => {
  it.each<[string, Readonly<Record<string, ContextValue>>, boolean]>([
    ['inRoot', { inRoot: true }, true],
    ['inRoot', {}, false],
    ['selectionCount', { selectionCount: 0 }, false],
    ['!inRoot', {}, true],
    ['true', {}, true],
    ['!true', {}, false],
    // && binds closer than ||, parentheses change that (VS Code docs, "Logical operators")
    ['a || b && c', { a: true }, true],
    ['(a || b) && c', { a: true }, false],
    ['!(a && b)', { a: true }, true],
    // equality, unquoted and quoted
    ['resourceExtension == .docx', { resourceExtension: '.docx' }, true],
    ["resourceStatus == 'not protected'", { resourceStatus: 'not protected' }, true],
    ['resourceKind == "it\'s"', { resourceKind: "it's" }, true],
    ['path == C:\\Users', { path: 'C:\\Users' }, true],
    ['path == /home/守', { path: '/home/守' }, true],
    ['language == in', { language: 'in' }, true],
    ['resourceKind != file', {}, true],
    ['resourceKind != file', { resourceKind: 'file' }, false],
    ['resourceKind==file&&inRoot', { resourceKind: 'file', inRoot: true }, true],
    ['selectionCount == 1', { selectionCount: 1 }, true],
    ['volume == 001', { volume: 1 }, false],
    // true and false unquoted ask for truth, quoted they are text (VS Code docs, "Equality operators")
    ['inRoot == true', { inRoot: 'yes' }, true],
    ['inRoot != true', { inRoot: true }, false],
    ['inRoot == false', {}, true],
    ["inRoot == 'true'", { inRoot: true }, false],
    ["inRoot == 'true'", { inRoot: 'true' }, true],
    // ordering
    ['selectionCount >= 2', { selectionCount: 2 }, true],
    ['selectionCount < 2', { selectionCount: 2 }, false],
    ['selectionCount > 1.5', { selectionCount: '2' }, true],
    ['selectionCount < 2', {}, false],
    ['selectionCount < 2', { selectionCount: 'few' }, false],
    ['selectionCount < 2', { selectionCount: false }, false],
    // expressions
    ['resourceExtension =~ /^\\.docx?$/', { resourceExtension: '.doc' }, true],
    ['resourceExtension =~ /DOC/i', { resourceExtension: '.docx' }, true],
    ['resourceExtension =~ /DOC/', { resourceExtension: '.docx' }, false],
    ['resourceScheme =~ /^untitled$|^file$/', { resourceScheme: 'file' }, true],
    ['path =~ /a\\/b[/]c/ && inRoot', { path: 'xa/b/c', inRoot: true }, true],
    ['missing =~ /.*/', {}, false],
    ['missing =~ /undefined/', {}, false],
    // in and not in: a list's members, a record's names (VS Code docs, "in conditional operator")
    ['resourceExtension in acme.list', { resourceExtension: '.a', 'acme.list': ['.a', '.b'] }, true],
    ['resourceExtension in acme.list', { resourceExtension: '.c', 'acme.list': ['.a', '.b'] }, false],
    ['resourceExtension not in acme.list', { resourceExtension: '.c', 'acme.list': ['.a'] }, true],
    ['name in acme:folders', { name: 'test', 'acme:folders': { test: false } }, true],
    ['name in acme:folders', { name: 'toString', 'acme:folders': {} }, false],
    ['name not in acme.list', { name: 'a' }, true],
    // settings
    ['config.acme.enabled && !config.acme.quiet', { 'config.acme.enabled': true }, true],
  ])('%s with %j is %s', (text, values, expected) => {
    expect(answer(text, values)).toBe(expected);
  });

  it.each<[string, string]>([
    ['a&&(b&&c)', 'a && b && c'],
    ['(a||b)&&(c)', '(a || b) && c'],
    ['a == "x"', "a == 'x'"],
    ['a == true', 'a'],
    ['!(a == b)', "!(a == 'b')"],
    ['!(!a)', '!(!a)'],
    ['n<05', 'n < 5'],
    ['a   not   in b', 'a not in b'],
    ['a =~ /x/i', 'a =~ /x/i'],
  ])('%s is canonically %s', (text, canonical) => {
    expect(print(clauseOf(text))).toBe(canonical);
  });

  it.each<[string, number, string]>([
    ['', 0, 'when-empty'],
    ['   ', 0, 'when-empty'],
    ['a &&', 4, 'when-ends-early'],
    ['a ==', 4, 'when-ends-early'],
    ['(a', 2, 'when-ends-early'],
    ['a b', 2, 'when-unexpected'],
    ['a)', 1, 'when-unexpected'],
    ['!a == b', 3, 'when-unexpected'],
    ['&& a', 0, 'when-unexpected'],
    ['a not b', 6, 'when-unexpected'],
    ['a = b', 2, 'when-bad-character'],
    ['a & b', 2, 'when-bad-character'],
    ["a == 'b", 5, 'when-unclosed-string'],
    ['1 == a', 0, 'when-not-a-key'],
    ['a in 5', 5, 'when-not-a-key'],
    ['a < many', 4, 'when-not-a-number'],
    ['a =~ b', 5, 'when-bad-expression'],
    ['a =~ /(/', 5, 'when-bad-expression'],
    ['a =~ /x/g', 5, 'when-bad-expression'],
    ['a =~ /(?=x)/', 5, 'when-bad-expression'],
    ['a =~ /(x)\\1/', 5, 'when-bad-expression'],
    ['a =~ /(((a{9}){9}){9})/', 5, 'when-expression-too-large'],
    ['a =~ /(((((){1000}){1000}){1000}){1000})/', 5, 'when-expression-too-large'],
    [`a =~ /${'x'.repeat(WHEN_LIMITS.patternChars + 1)}/`, 5, 'when-expression-too-large'],
    [`${'('.repeat(WHEN_LIMITS.depth + 1)}a`, WHEN_LIMITS.depth, 'when-too-deep'],
    ['a || '.repeat(500), WHEN_LIMITS.clauseChars, 'when-too-long'],
  ])('%s fails at %i: %s', (text, at, reason) => {
    expect(parseWhen(text)).toEqual({ ok: false, at, reason });
  });

  it('names the keys it depends on', () => {
    expect(keysOf(clauseOf('b && (a == 1 || !b) && c in d.e && true'))).toEqual(['a', 'b', 'c', 'd.e']);
  });

  it('is frozen, so that it can be shared', () => {
    const clause = clauseOf('a && b =~ /x/');
    expect(Object.isFrozen(clause)).toBe(true);
    expect(clause.kind === 'all' && Object.isFrozen(clause.clauses)).toBe(true);
  });

  it('survives the way to another process', () => {
    const clause = clauseOf('resourceExtension =~ /^\\.(docx?|x*)$/i && !inRoot');
    expect(JSON.parse(JSON.stringify(clause))).toEqual(clause);
  });
});

describe('a linear pattern', () => {
  it('stays linear where backtracking would take longer than the universe', () => {
    const compiled = linearPattern('^(?:(?:a*)*)*(?:a|a)*(?:a+)+$', false);
    expect(compiled.ok && matches(compiled.pattern, `${'a'.repeat(WHEN_LIMITS.subjectChars - 1)}!`)).toBe(false);
    expect(compiled.ok && matches(compiled.pattern, 'a'.repeat(1000))).toBe(true);
  });

  it('finds nothing in a text beyond the bound', () => {
    const compiled = linearPattern('a', false);
    expect(compiled.ok && matches(compiled.pattern, 'a'.repeat(WHEN_LIMITS.subjectChars + 1))).toBe(false);
  });
});
