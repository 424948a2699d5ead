import { describe, expect, it } from 'vitest';
import { manifestReasons } from '../../../src/terms/manifest-reasons.js';
import { describeManifestProblem } from '../../../src/texts/plugins/describe-manifest-problem.js';
import { manifestReasonTexts } from '../../../src/texts/plugins/manifest-reason-texts.js';
import { checkManifest } from '../../../src/wire/plugins/manifest/index.js';
import { sampleWith } from '../wire/plugins/support/sample-manifest.js';

function told(text: string, language: 'ja' | 'en'): readonly string[] {
  const check = checkManifest(text, 'package.json');
  return check.ok ? [] : check.problems.map(problem => describeManifestProblem(problem, language));
}

describe('a problem with a manifest', () => {
  it('is told with file, line, field and reason in both languages', () => {
    const text = sampleWith(['contributes', 'commands', 0, 'enablement'], 'a = b');
    const place = `package.json:${text.split('\n').findIndex(line => line.includes('"a = b"')) + 1}:23 /contributes/commands/0/enablement: `;
    expect(told(text, 'en')).toEqual([`${place}A character that a condition cannot have (character 3).`]);
    expect(told(text, 'ja')).toEqual([`${place}条件に使えない文字があります（3文字目）。`]);
  });

  it('leaves no place of its text open', () => {
    const changes: readonly (readonly [(string | number)[], unknown])[] = [
      [['name'], undefined], [['name'], 'A'], [['publisher'], 'x'.repeat(65)], [['version'], 'x'], [['displayName'], 5], [['extra'], 1], [['main'], '..'],
      [['contributes', 'overlays', 0, 'states'], ['protected']], [['contributes', 'commands', 0, 'command'], 'other.a'], [['contributes', 'nothing'], 1],
      [['capabilities', 'destinations'], undefined], [['contributes', 'configuration', 'properties', 'deskhook.retries', 'default'], 99],
    ];
    for (const [path, value] of changes) expect(told(sampleWith(path, value), 'en').join()).not.toMatch(/: .*\{\w+\}/);
  });

  it('has words for every reason and for none but those', () => {
    expect(Object.keys(manifestReasonTexts).toSorted()).toEqual([...manifestReasons].toSorted());
  });
});
