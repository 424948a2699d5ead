import type { PathHasher } from './path-hasher.js';
import { HIDDEN, namesSecret } from './secret-filter.js';

/** Makes a value fit to leave the PC: secrets go always, paths unless they are wanted. */
export interface Redaction {
  json(value: unknown): unknown;
  /** Lines of JSON, as the log has them; a line that is none is taken as words. */
  lines(text: string): string;
}

export function redaction(filter: (text: string) => string, hasher: PathHasher | undefined): Redaction {
  const withoutSecrets = (value: unknown, name = ''): unknown => {
    if (namesSecret(name) && value !== undefined && value !== null && typeof value !== 'boolean') return HIDDEN;
    if (typeof value === 'string') return filter(value);
    if (Array.isArray(value)) return value.map(item => withoutSecrets(item));
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [filter(key), withoutSecrets(item, key)]));
    return value;
  };
  const json = (value: unknown) => {
    const safe = withoutSecrets(value);
    return hasher ? hasher.value(safe) : safe;
  };
  const line = (text: string) => {
    const fields = parsed(text);
    if (fields === undefined) return hasher ? hasher.text(filter(text)) : filter(text);
    return filter(JSON.stringify(json(fields)));
  };
  return { json, lines: text => text.split('\n').map(each => (each === '' ? each : line(each))).join('\n') };
}

function parsed(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
