import { bug } from '../../base/coded-error.js';
import { FACT_KINDS, FILE_MANAGER_MENUS, type FileManagerMenu, type MenuFacts } from '../menu/menu-facts.js';
import type { LookUp, PathStyle, StatusReader } from '../ports/shim-library.js';
import { CODES, checked, STATES, STYLES, words } from './shim-codes.js';
import type { ShimFunctions, ShimHandle } from './shim-functions.js';
import { factsOf, SELECTION_WORDS } from './shim-menus.js';

const FOUND = 0;
const MISSES = ['unlisted', 'outside', 'no-answer', 'stale', 'no-agent'] as const; // MAMORI_UNLISTED is 1
const MAX_MENU_BYTES = 65_520;

/** StatusReader over the C functions; a call after `dispose` is a bug. */
export class ShimStatusReader implements StatusReader {
  readonly #functions: ShimFunctions;
  readonly #answer = words(2); // mamori_answer: u8 state, u8 folder, u16 reason, u32 root
  #handle: ShimHandle | undefined;

  constructor(functions: ShimFunctions, folder: string) {
    this.#functions = functions;
    const error = words(1);
    const name = Buffer.from(folder);
    this.#handle = functions.mamori_reader_open(name, name.length, error);
    if (this.#handle === undefined) this.#check('open', error.readInt32LE(0));
  }

  refresh(): boolean {
    return this.#check('refresh', this.#functions.mamori_reader_refresh(this.#open)) === FOUND;
  }

  lookUp(path: Uint8Array): LookUp {
    const code = this.#functions.mamori_reader_lookup(this.#open, path, path.length, this.#answer);
    if (code === CODES.argument) return { found: 'no-path' };
    this.#check('lookup', code);
    if (code !== FOUND) return { found: MISSES[code - 1] ?? 'no-answer' };
    const answer = this.#answer;
    return { found: 'row', state: STATES[answer.readUInt8(0)] ?? 'none', isFolder: answer.readUInt8(1) === 1, reason: answer.readUInt16LE(2) };
  }

  noteAsked(folder: Uint8Array): void {
    this.#check('note_asked', this.#functions.mamori_reader_note_asked(this.#open, folder, folder.length));
  }

  menu(): { readonly version: number; readonly decisions: Buffer } | undefined {
    const [version, length, decisions] = [words(1), words(1), Buffer.alloc(MAX_MENU_BYTES)];
    const code = this.#check('menu', this.#functions.mamori_reader_menu(this.#open, version, decisions, decisions.length, length));
    return code === FOUND ? { version: version.readUInt32LE(0), decisions: decisions.subarray(0, length.readUInt32LE(0)) } : undefined;
  }

  booleans(): bigint | undefined {
    const [low, high] = [words(1), words(1)];
    const code = this.#check('booleans', this.#functions.mamori_reader_booleans(this.#open, low, high));
    return code === FOUND ? BigInt(high.readUInt32LE(0)) << 32n | BigInt(low.readUInt32LE(0)) : undefined;
  }

  writerLives(): boolean {
    return this.#check('writer_lives', this.#functions.mamori_reader_writer_lives(this.#open)) === 1;
  }

  select(style: PathStyle, menu: FileManagerMenu, selected: readonly { readonly path: Uint8Array; readonly kind: 'file' | 'folder' }[]): MenuFacts {
    const ends = words(selected.length);
    let end = 0;
    selected.forEach(({ path }, index) => ends.writeUInt32LE(end += path.length, index * 4));
    const kinds = Buffer.from(selected.map(({ kind }) => FACT_KINDS.indexOf(kind) + 1));
    const found = words(SELECTION_WORDS);
    this.#check('select', this.#functions.mamori_reader_select(
      this.#open, STYLES[style], FILE_MANAGER_MENUS.indexOf(menu), Buffer.concat(selected.map(({ path }) => path), end), end, ends, kinds, selected.length, found));
    return factsOf(found);
  }

  dispose(): void {
    if (this.#handle) this.#functions.mamori_reader_close(this.#handle);
    this.#handle = undefined;
  }

  get #open(): ShimHandle {
    if (this.#handle === undefined) throw bug('a status reader was used after it was disposed');
    return this.#handle;
  }

  #check(what: string, code: number): number {
    return checked(`mamori_reader_${what}`, code, () => this.#functions.mamori_last_system_error());
  }
}
