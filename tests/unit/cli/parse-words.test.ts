import { expect, it } from 'vitest';
import { UsageError } from '../../../src/cli/command.js';
import { parseWords } from '../../../src/cli/parse-words.js';
import { inLanguage } from '../../../src/texts/text.js';

it.each([
  [['--bogus'], '--bogus'],
  [['key', '-5'], '-5'],
  [['--home'], '--home'],
  [['--json=yes'], '--json'],
])('a wrong option in %j is named in both languages', (words, option) => {
  const failure = failureOf(words);
  expect(inLanguage(failure.text, 'en', failure.values)).toContain(`"${option}"`);
  expect(inLanguage(failure.text, 'ja', failure.values)).toContain(`「${option}」`);
});

function failureOf(words: readonly string[]): UsageError {
  try {
    parseWords(words, {});
  } catch (failure) {
    if (failure instanceof UsageError) return failure;
  }
  throw new Error('was understood');
}
