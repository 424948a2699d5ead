import type { Language } from './language.js';

/**
 * One message in every language. `{name}` stands for a value that is known only when it is shown; `{count#file|files}` for a number with the word that fits it.
 */
export type Text = Readonly<Record<Language, string>>;

export type TextValues = Readonly<Record<string, string | number>>;

/**
 * The message in one language with its places filled in.
 *
 * Numbers are grouped. A place without a value stays as it is written, so that a forgotten one shows.
 */
export function inLanguage(text: Text, language: Language, values: TextValues = {}): string {
  return text[language].replace(/\{(\w+)(?:#([^|}]*)\|([^}]*))?\}/g, (place, name: string, one: string | undefined, many: string | undefined) => {
    const value = values[name];
    if (value === undefined) return place;
    const written = typeof value === 'number' ? grouped(value) : value;
    return one === undefined ? written : `${written} ${value === 1 ? one : many}`;
  });
}

/** Thousands apart by commas, as both languages write them (Unicode CLDR); asking Intl for it would cost every command 15 ms of start. */
function grouped(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}

/** Digits in threes, as both languages write them. `Intl` answers the same, but loading its tables takes 12 ms of each command. */
export function groupedNumber(value: number): string {
  return Number.isSafeInteger(value) ? String(value).replace(/\B(?=(?:\d{3})+$)/g, ',') : value.toLocaleString('en');
}
