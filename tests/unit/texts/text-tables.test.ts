import { describe, expect, it } from 'vitest';
import { allCommands } from '../../../src/cli/help.js';
import { languages } from '../../../src/texts/language.js';
import type { Text } from '../../../src/texts/text.js';
import { projectFiles } from '../../meta/support/project-files.js';

const JAPANESE = /[ぁ-んァ-ヶ一-龠]/;
/** What there is nothing to translate of: places and the product's own name, as in the subject of a mail. */
const SAME_IN_ALL = /\{\w*\}|\bMamori\b/g;

/** Every Text of every table below src/texts, and what the command table says of itself. */
async function allTexts(): Promise<(readonly [string, Text])[]> {
  const tables = projectFiles('src/texts').filter(path => path.endsWith('-texts.ts') && !path.startsWith('src/texts/errors/'));
  expect(tables.length).toBeGreaterThan(6);
  const texts: (readonly [string, Text])[] = [];
  for (const path of tables) {
    const module = await import(/* @vite-ignore */ `../../../${path}`) as Readonly<Record<string, Readonly<Record<string, Text>>>>;
    for (const [table, entries] of Object.entries(module)) for (const [key, text] of Object.entries(entries)) texts.push([`${table}.${key}`, text]);
  }
  for (const { usage, summary, options } of await allCommands()) {
    texts.push([usage, summary], ...Object.entries(options).map(([name, option]) => [`${usage} --${name}`, option.summary] as const));
  }
  return texts;
}

const placesOf = (text: string) => [...text.matchAll(/\{(\w*)(?:#[^}]*)?\}/g)].map(match => match[1] ?? '').toSorted();

describe('texts', async () => {
  it.each(await allTexts())('%s says the same in both languages', (_name, text) => {
    expect(Object.keys(text).toSorted()).toEqual([...languages].toSorted());
    for (const language of languages) expect(text[language].trim()).not.toBe('');
    expect(placesOf(text.ja)).toEqual(placesOf(text.en));
    expect(placesOf(text.en).every(place => place !== '')).toBe(true);
    expect(text.en).not.toMatch(JAPANESE);
    if (/[a-z]/i.test(text.en.replaceAll(SAME_IN_ALL, ''))) expect(text.ja).toMatch(JAPANESE);
  });
});
