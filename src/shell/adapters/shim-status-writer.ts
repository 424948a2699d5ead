import { bug } from '../../base/coded-error.js';
import { MAX_ROWS_PER_PUT, type PathStyle, type StatusRow, type StatusWriter, type WriterStats } from '../ports/shim-library.js';
import { checked, nulEnded, ROW_REMOVED, STATES, STYLES, words } from './shim-codes.js';
import type { ShimFunctions, ShimHandle } from './shim-functions.js';

const ROW_BYTES = 8; // mamori_row: u32 end, u8 state, u8 folder, u16 reason
const ASKED_BYTES = 256 * 1028; // the whole ring

/** StatusWriter over the C functions; a call after `dispose` is a bug. */
export class ShimStatusWriter implements StatusWriter {
  readonly #functions: ShimFunctions;
  readonly #style: PathStyle;
  readonly #asked = Buffer.alloc(ASKED_BYTES);
  readonly #length = words(1);
  #handle: ShimHandle | undefined;

  constructor(functions: ShimFunctions, style: PathStyle, folder: string) {
    this.#functions = functions;
    this.#style = style;
    const error = words(1);
    const name = Buffer.from(folder);
    this.#handle = functions.mamori_writer_open(name, name.length, STYLES[style], error);
    if (this.#handle === undefined) this.#check('open', error.readInt32LE(0), folder);
  }

  heartbeat(): void {
    this.#check('heartbeat', this.#functions.mamori_writer_heartbeat(this.#open));
  }

  addRoot(spellings: readonly Uint8Array[]): number {
    const texts = nulEnded(this.#style, spellings);
    return this.#check('add_root', this.#functions.mamori_writer_add_root(this.#open, texts, texts.length));
  }

  renameRoot(root: number, spellings: readonly Uint8Array[]): void {
    const texts = nulEnded(this.#style, spellings);
    this.#check('rename_root', this.#functions.mamori_writer_rename_root(this.#open, root, texts, texts.length));
  }

  trustRoot(root: number, trusted: boolean): void {
    this.#check('trust_root', this.#functions.mamori_writer_trust_root(this.#open, root, trusted ? 1 : 0));
  }

  removeRoot(root: number): void {
    this.#check('remove_root', this.#functions.mamori_writer_remove_root(this.#open, root));
  }

  put(root: number, rows: readonly StatusRow[]): number {
    if (rows.length > MAX_ROWS_PER_PUT) throw bug(`${rows.length} rows at once`);
    const table = Buffer.alloc(rows.length * ROW_BYTES);
    let end = 0;
    rows.forEach(({ path, state, isFolder, reason }, index) => {
      end += path.length;
      const at = table.writeUInt32LE(end, index * ROW_BYTES);
      table.writeUInt8(state === 'removed' ? ROW_REMOVED : STATES.indexOf(state), at);
      table.writeUInt8(isFolder ? 1 : 0, at + 1);
      table.writeUInt16LE(reason, at + 2);
    });
    return this.#check('put', this.#functions.mamori_writer_put(this.#open, root, Buffer.concat(rows.map(row => row.path), end), end, table, rows.length));
  }

  reserve(rows: number): void {
    this.#check('reserve', this.#functions.mamori_writer_reserve(this.#open, rows));
  }

  step(): boolean {
    return this.#check('step', this.#functions.mamori_writer_step(this.#open)) === 1;
  }

  setMenu(version: number, decisions: Uint8Array): void {
    this.#check('set_menu', this.#functions.mamori_writer_set_menu(this.#open, version, decisions, decisions.length));
  }

  setBooleans(bits: bigint): void {
    this.#check('set_booleans', this.#functions.mamori_writer_set_booleans(this.#open, Number(bits & 0xffff_ffffn), Number(bits >> 32n & 0xffff_ffffn)));
  }

  takeAsked(): readonly Buffer[] {
    this.#check('take_asked', this.#functions.mamori_writer_take_asked(this.#open, this.#asked, this.#asked.length, this.#length));
    const folders: Buffer[] = [];
    for (let at = 0; at < this.#length.readUInt32LE(0);) {
      const bytes = this.#asked.readUInt32LE(at);
      folders.push(Buffer.from(this.#asked.subarray(at + 4, at + 4 + bytes)));
      at += 4 + bytes;
    }
    return folders;
  }

  stats(): WriterStats {
    const found = words(5);
    this.#check('get_stats', this.#functions.mamori_writer_get_stats(this.#open, found));
    const [rows, capacity, generation, growing, segmentBytes] = [0, 4, 8, 12, 16].map(at => found.readUInt32LE(at)) as [number, number, number, number, number];
    return { rows, capacity, generation, growing: growing === 1, segmentBytes };
  }

  dispose(): void {
    if (this.#handle) this.#functions.mamori_writer_close(this.#handle);
    this.#handle = undefined;
  }

  get #open(): ShimHandle {
    if (this.#handle === undefined) throw bug('a status writer was used after it was disposed');
    return this.#handle;
  }

  #check(what: string, code: number, place?: string): number {
    return checked(`mamori_writer_${what}`, code, () => this.#functions.mamori_last_system_error(), place);
  }
}
