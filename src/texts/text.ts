import type { Language } from './language.js';

/** One message in every language. `{name}` stands for a value that is known only when it is shown. */
export type Text = Readonly<Record<Language, string>>;

export type TextValues = Readonly<Record<string, string | number>>;

/**
 * The message in one language with its places filled in.
 *
 * Numbers are grouped as the language does it. A place without a value stays as it is written, so that a forgotten one shows.
 */
export function inLanguage(text: Text, language: Language, values: TextValues = {}): string {
  return text[language].replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === 'number' ? value.toLocaleString(language) : value;
  });
}
