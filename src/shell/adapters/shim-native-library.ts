import { bug } from '../../base/coded-error.js';
import type { ShownEntry } from '../menu/evaluate-menu.js';
import type { MenuFacts } from '../menu/menu-facts.js';
import { negotiateAbi } from '../ports/negotiate-abi.js';
import { TABLE_FOUND, type PathStyle, type PipeEndpoint, type RootFacts, type ShimLibrary, type StatusReader, type StatusWriter, type TableExamination } from '../ports/shim-library.js';
import type { TrayWindow } from '../ports/tray-window.js';
import { CODES, checked, NOBODY, nulEnded, splitNulEnded, STYLES, words } from './shim-codes.js';
import type { ShimFunctions } from './shim-functions.js';
import { entriesOf, MENU_ENTRY_WORDS, selectionOf } from './shim-menus.js';
import { ShimPipeEndpoint } from './shim-pipe-endpoint.js';
import { ShimStatusReader } from './shim-status-reader.js';
import { ShimStatusWriter } from './shim-status-writer.js';
import { openShimTrayWindow } from './shim-tray-window.js';

/** A path, its short form, and 26 drives that lead to the longest path. */
const MAX_FACTS_BYTES = 28 * 65_540;
/** XDG_RUNTIME_DIR or LOCALAPPDATA, and a name. */
const MAX_FOLDER_BYTES = 8_192;
/** 64 spellings of the longest path. */
const MAX_SPELLINGS_BYTES = 64 * 65_536;

/** ShimLibrary over the C functions, whichever driver calls them. */
export class NativeShimLibrary implements ShimLibrary {
  readonly abi: number;
  readonly #functions: ShimFunctions;

  /** @throws CodedError `shim.other-version` before anything else is called */
  constructor(functions: ShimFunctions) {
    this.#functions = functions;
    this.abi = negotiateAbi((oldest, newest) => functions.mamori_negotiate(oldest, newest));
  }

  normalise(style: PathStyle, path: Uint8Array): Buffer | undefined {
    const [out, length] = [Buffer.alloc(Math.max(path.length, 1)), words(1)];
    const code = this.#functions.mamori_path_normalise(STYLES[style], path, path.length, out, out.length, length);
    if (code === CODES.argument) return undefined;
    this.#check('path_normalise', code);
    return out.subarray(0, length.readUInt32LE(0));
  }

  keys(style: PathStyle, key: Uint8Array, root: number, paths: readonly Uint8Array[]): BigUint64Array {
    const [ends, keys] = [new Uint32Array(paths.length), new BigUint64Array(paths.length)];
    let end = 0;
    paths.forEach((path, index) => { ends[index] = end += path.length; });
    this.#check('path_keys', this.#functions.mamori_path_keys(
      STYLES[style], key, root, Buffer.concat(paths, end), end, Buffer.from(ends.buffer), paths.length, Buffer.from(keys.buffer)));
    return keys;
  }

  rootSpellings(style: PathStyle, facts: RootFacts): readonly Buffer[] {
    const told = factTexts(style, facts);
    const [out, length] = [Buffer.alloc(MAX_SPELLINGS_BYTES), words(1)];
    this.#check('root_spellings', this.#functions.mamori_root_spellings(STYLES[style], told, told.length, out, out.length, length));
    return splitNulEnded(style, Buffer.from(out.subarray(0, length.readUInt32LE(0))));
  }

  rootFacts(path: Uint8Array): Pick<RootFacts, 'shortPath' | 'mappings'> {
    const [out, length] = [Buffer.alloc(MAX_FACTS_BYTES), words(1)];
    const code = this.#functions.mamori_root_facts(path, path.length, out, out.length, length);
    if (code === CODES.argument) return { mappings: [] };
    this.#check('root_facts', code);
    return parsedFacts(out.subarray(0, length.readUInt32LE(0)));
  }

  announce(what: 'item' | 'folder', path: Uint8Array): void {
    this.#check('announce', this.#functions.mamori_announce(what === 'item' ? 1 : 2, path, path.length));
  }

  openWriter(style: PathStyle, folder = ''): StatusWriter {
    return new ShimStatusWriter(this.#functions, style, folder === '' ? this.tableFolder() : folder); // a failure names it
  }

  openReader(folder = ''): StatusReader {
    return new ShimStatusReader(this.#functions, folder);
  }

  examineTable(folder = ''): TableExamination {
    const [place, facts] = [Buffer.from(folder), words(4)]; // mamori_table_facts: u32 writer, format, generation, silent milliseconds
    const found = TABLE_FOUND[this.#check('table_examine', this.#functions.mamori_table_examine(place, place.length, facts))];
    if (found === undefined) throw bug('mamori_table_examine answered a number that the port does not know');
    const [writerPid, format, generation, silentMs] = [0, 4, 8, 12].map(at => facts.readUInt32LE(at)) as [number, number, number, number];
    return { found, writerPid, format, generation, silentMs };
  }

  tableFolder(): string {
    const [out, length] = [Buffer.alloc(MAX_FOLDER_BYTES), words(1)];
    this.#check('table_folder', this.#functions.mamori_table_folder(out, out.length, length));
    return out.toString('utf8', 0, length.readUInt32LE(0));
  }

  evaluateMenu(decisions: Uint8Array, booleans: bigint, facts: MenuFacts, capacity: number): readonly ShownEntry[] | undefined {
    const entries = words(capacity * MENU_ENTRY_WORDS);
    const [low, high] = [Number(booleans & 0xffff_ffffn), Number(booleans >> 32n & 0xffff_ffffn)];
    const code = this.#functions.mamori_menu_evaluate(decisions, decisions.length, low, high, selectionOf(facts), entries, capacity);
    return code === CODES.version ? undefined : entriesOf(decisions, entries, this.#check('menu_evaluate', code));
  }

  peerIsOwn(fileDescriptor: number): boolean | undefined {
    const code = this.#functions.mamori_peer_is_own(fileDescriptor);
    return code === CODES.argument ? undefined : this.#check('peer_is_own', code) === 1;
  }

  openEndpoint(place: string, folder = ''): PipeEndpoint {
    return new ShimPipeEndpoint(this.#functions, place, folder);
  }

  connectEndpoint(place: string, folder = ''): number | 'busy' | undefined {
    const [name, at] = [Buffer.from(place), Buffer.from(folder)];
    const code = this.#functions.mamori_endpoint_connect(at, at.length, name, name.length);
    if (code === NOBODY) return undefined;
    return code === CODES.busy ? 'busy' : this.#check('endpoint_connect', code);
  }

  openTray(): TrayWindow | undefined {
    return openShimTrayWindow(this.#functions);
  }

  #check(what: string, code: number): number {
    return checked(`mamori_${what}`, code, () => this.#functions.mamori_last_system_error());
  }
}

/** `facts` of mamori_root_spellings: each text begins with the letter of what it is. */
function factTexts(style: PathStyle, { longPath, shortPath, finalPath, mappings }: RootFacts): Buffer {
  const letter = (name: string) => Buffer.from(name, style === 'windows' ? 'utf16le' : 'latin1');
  const text = (name: string, ...parts: readonly Uint8Array[]) => Buffer.concat([letter(name), ...parts]);
  return nulEnded(style, [
    text('L', longPath),
    ...(shortPath ? [text('S', shortPath)] : []),
    ...(finalPath ? [text('F', finalPath)] : []),
    ...mappings.map(({ drive, target }) => text('M', drive, target)),
  ]);
}

/** What mamori_root_facts wrote. */
function parsedFacts(told: Buffer): Pick<RootFacts, 'shortPath' | 'mappings'> {
  const texts = splitNulEnded('windows', told).map(text => ({ letter: text.toString('utf16le', 0, 2), rest: Buffer.from(text.subarray(2)) }));
  const shortPath = texts.find(({ letter }) => letter === 'S')?.rest;
  const mappings = texts.filter(({ letter }) => letter === 'M').map(({ rest }) => ({ drive: rest.subarray(0, 4), target: rest.subarray(4) }));
  return { mappings, ...(shortPath && { shortPath }) };
}
