import { UsageError, type CallerPlace, type OptionSpec, type ParsedWords } from '../command.js';

/** Which device's and source's history is meant; for vaults of several. */
export const SCOPE_OPTIONS = { device: { type: 'string' }, source: { type: 'string' } } as const satisfies Record<string, OptionSpec>;

/** Leaves out what was not said: the verbs' schemas tell absent from undefined. */
export function defined<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}

export function scopeOf(words: ParsedWords): { device?: string; source?: string } {
  return defined({ device: words.text('device'), source: words.text('source') });
}

export function onlyPath(words: ParsedWords, place: CallerPlace): string {
  const [path, ...rest] = words.positionals;
  if (path === undefined || rest.length > 0) throw new UsageError('exactly one PATH is needed');
  return place.absolute(path);
}

export function allPaths(words: ParsedWords, place: CallerPlace, atLeast: number): string[] {
  if (words.positionals.length < atLeast) throw new UsageError('a PATH is needed');
  return words.positionals.map(path => place.absolute(path));
}

export function noWords(words: ParsedWords): void {
  if (words.positionals.length > 0) throw new UsageError(`"${words.positionals[0]}" is not understood here`);
}

export function wholeNumber(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new UsageError(`${name} takes a whole number from 1`);
  return Number(text);
}
