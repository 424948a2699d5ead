import { createHmac } from 'node:crypto';
import { escapePattern } from './escape-pattern.js';

/** Field names under which a log writes a path or a name of the person's. */
const PATH_NAME = /path|file|folder|director|root|home|location|address|socket|host|device|user|source|subject|(?:^|\.)(?:to2?|from)$|^name$/i;
/** Accounts that every system has; they name nobody, and as words they stand everywhere. */
const SYSTEM_ACCOUNTS: ReadonlySet<string> = new Set(['root', 'administrator', 'user', 'admin']);

export interface PathHasherOptions {
  /** Stays on the PC: whoever has the export cannot try names out. */
  readonly key: Buffer;
  /** Folders that are known to be paths even where words follow them. */
  readonly folders: readonly string[];
  /** Names of people, devices and sources. */
  readonly names: readonly string[];
  /** The program's own folder; paths below it say nothing of the person. */
  readonly program: string;
}

/** A path is taken to reach to the end of its line: names may hold blanks, quotes and brackets, and a remainder would give them away. */
const UNKNOWN_PATH = /(?:file:\/\/|\\{2,}(?=[^\\\s"])|\b[a-z]:[\\/]|(?<![\w.:<>/])\/(?=[^\s/]))[^\n]*/gi;
const STACK_FRAME = /^(\s+at [^<\n]*?\(?)((?:file:\/\/)?(?:\/|[a-z]:[\\/])[^\n]*?)(:\d+:\d+\)?)$/gim;
/** What may follow a known folder that ends there; anything else may still be its name. */
const AFTER_FOLDER = /^(?:$|["',;:)\n]| \()/;

/**
 * Replaces paths and names by keyed hashes (HMAC-SHA-256, 48 bits): the same name has the same hash in every export of this installation and another one elsewhere, and folders stay apart from
 * what lies in them.
 */
export class PathHasher {
  readonly #options: PathHasherOptions;
  readonly #folders: readonly string[];
  readonly #names: RegExp | undefined;

  constructor(options: PathHasherOptions) {
    this.#options = options;
    this.#folders = options.folders.filter(({ length }) => length > 1).toSorted((a, b) => b.length - a.length);
    const names = options.names.filter(name => name.length > 2 && !SYSTEM_ACCOUNTS.has(name.toLowerCase()));
    this.#names = names.length === 0 ? undefined : new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.toSorted((a, b) => b.length - a.length).map(name => escapePattern(name)).join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  }

  /** A whole value that is a path or a name. */
  path(path: string): string {
    return path.split(/[\\/]/).map(part => (part === '' ? part : this.#hash(part))).join('/');
  }

  /** Words in which paths may stand. */
  text(text: string): string {
    const own = text.replaceAll(`file://${this.#options.program}`, '<mamori>').replaceAll(this.#options.program, '<mamori>');
    const known = this.#folders.reduce((line, folder) => line.replaceAll(folder, (found, at: number) => (AFTER_FOLDER.test(line.slice(at + found.length, at + found.length + 2)) ? `<${this.path(folder)}>` : found)), own);
    const framed = known.replace(STACK_FRAME, (_frame, lead: string, path: string, place: string) => `${lead}<${this.path(path)}>${place}`);
    const hashed = framed.replace(UNKNOWN_PATH, path => `<${this.path(path)}>`);
    return this.#names ? hashed.replace(this.#names, name => this.#hash(name)) : hashed;
  }

  /** Any JSON value; `name` is the field that holds it. */
  value(value: unknown, name = ''): unknown {
    if (typeof value === 'string') return PATH_NAME.test(name) && !value.includes('\n') ? this.path(value) : this.text(value);
    if (Array.isArray(value)) return value.map(item => this.value(item, name));
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [this.text(key), this.value(item, key)]));
    return value;
  }

  #hash(part: string): string {
    return `h${createHmac('sha256', this.#options.key).update(part.normalize('NFC')).digest('hex').slice(0, 12)}`;
  }
}
