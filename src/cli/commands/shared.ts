import { complaintTexts } from '../../texts/cli/complaint-texts.js';
import { optionTexts } from '../../texts/cli/option-texts.js';
import { UsageError, type CallerPlace, type OptionSpecs, type ParsedWords } from '../command.js';

/** Which device's and source's history is meant; for vaults of several. */
export const SCOPE_OPTIONS: OptionSpecs = {
  device: { type: 'string', value: 'NAME', summary: optionTexts.device },
  source: { type: 'string', value: 'NAME', summary: optionTexts.source },
};
export const AT_OPTION: OptionSpecs = { at: { type: 'string', value: 'WHEN', summary: optionTexts.at } };

/** Leaves out what was not said: the verbs' schemas tell absent from undefined. */
export function defined<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}

export function scopeOf(words: ParsedWords): { device?: string; source?: string } {
  return defined({ device: words.text('device'), source: words.text('source') });
}

/** A path of the history: with a device or source named it may be one of another machine, or relative inside the source. */
export function historyPath(path: string, words: ParsedWords, place: CallerPlace): string {
  if (path === '') throw new UsageError(complaintTexts.emptyPath);
  const scoped = words.text('device') !== undefined || words.text('source') !== undefined;
  return scoped ? place.scoped(path) : place.absolute(path);
}

export function onlyPath(words: ParsedWords, place: CallerPlace): string {
  const [path, ...rest] = words.positionals;
  if (path === undefined || rest.length > 0) throw new UsageError(complaintTexts.onlyOne, { what: 'PATH' });
  return historyPath(path, words, place);
}

export function allPaths(words: ParsedWords, place: CallerPlace, atLeast: number): string[] {
  if (words.positionals.length < atLeast) throw new UsageError(complaintTexts.needed, { what: 'PATH' });
  return words.positionals.map(path => historyPath(path, words, place));
}

/** For commands that take no words, or none after the `after` that name them. */
export function noWords(words: ParsedWords, after = 0): void {
  const unexpected = words.positionals[after];
  if (unexpected !== undefined) throw new UsageError(complaintTexts.notUnderstood, { word: unexpected });
}

export function wholeNumber(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new UsageError(complaintTexts.wholeNumber, { option: name });
  return Number(text);
}
