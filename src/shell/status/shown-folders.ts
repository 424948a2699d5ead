import type { PathStyle, ShimLibrary } from '../ports/shim-library.js';

/** A folder that a file manager shows, as it spelled it. */
export interface ShownFolder {
  readonly root: number;
  readonly spelled: Buffer;
}

/** Windows that are open at a time show fewer; who asks again is known again. */
const MAX_FOLDERS = 512;
/** Windows' limit; a note and a name may come to more. */
const MAX_PATH_BYTES = 65_534;
const KEY = Buffer.alloc(16); // of no secret: equal paths are to have equal keys

/**
 * Which folders file managers show, by what they asked.
 *
 * Whatever a process of the user says lands here, so it is bounded (512 folders, the oldest are forgotten) and only chooses among what is told back to the system. Paths are compared by the keys
 * of the shim's one path function, in bulk.
 */
export class ShownFolders {
  readonly #library: Pick<ShimLibrary, 'normalise' | 'keys'>;
  readonly #style: PathStyle;
  readonly #separator: Buffer;
  readonly #spellings = new Map<number, readonly Buffer[]>();
  readonly #shown = new Map<string, ShownFolder>();

  constructor(library: Pick<ShimLibrary, 'normalise' | 'keys'>, style: PathStyle) {
    this.#library = library;
    this.#style = style;
    this.#separator = style === 'windows' ? Buffer.from('\\', 'utf16le') : Buffer.from('/');
  }

  /** @param spellings of a root, normalised; none when there is no such root any more */
  setRoot(root: number, spellings: readonly Uint8Array[]): void {
    this.#spellings.delete(root);
    if (spellings.length > 0) this.#spellings.set(root, spellings.map(spelling => Buffer.from(spelling)));
    else for (const [key, shown] of this.#shown) if (shown.root === root) this.#shown.delete(key);
  }

  /** What the writer's `takeAsked` answered. */
  asked(folders: readonly Buffer[]): void {
    for (const spelled of folders) {
      const place = this.#placeOf(spelled);
      if (!place) continue;
      const key = `${this.#keyOf(place.root, place.below)}:${spelled.toString('latin1')}`;
      this.#shown.delete(key);
      this.#shown.set(key, { root: place.root, spelled });
      if (this.#shown.size > MAX_FOLDERS) this.#shown.delete(this.#shown.keys().next().value as string);
    }
  }

  below(root: number): readonly ShownFolder[] {
    return [...this.#shown.values()].filter(shown => shown.root === root);
  }

  get all(): readonly ShownFolder[] {
    return [...this.#shown.values()];
  }

  /** For each path below a root (as rows have them) that lies in a folder that is shown: that folder, and the path as it is spelled there. */
  showing(root: number, paths: readonly Uint8Array[]): readonly { readonly folder: ShownFolder; readonly path: Buffer }[] {
    const shown = Map.groupBy([...this.#shown].filter(([, folder]) => folder.root === root), ([key]) => key.slice(0, key.indexOf(':')));
    if (shown.size === 0) return [];
    const split = paths.map(path => this.#split(Buffer.from(path)));
    const keys = this.#library.keys(this.#style, KEY, root, split.map(({ parent }) => parent));
    return split.flatMap(({ name }, index) => name.length === 0 ? [] : (shown.get(String(keys[index])) ?? []).map(([, folder]) => ({ folder, path: this.#join(folder.spelled, name) })))
      .filter(({ path }) => path.length <= MAX_PATH_BYTES);
  }

  #keyOf(root: number, below: Buffer): string {
    return String(this.#library.keys(this.#style, KEY, root, [below])[0]);
  }

  /** The deepest root that holds a folder, and where below it. */
  #placeOf(spelled: Buffer): { readonly root: number; readonly below: Buffer } | undefined {
    const normal = this.#library.normalise(this.#style, spelled);
    if (!normal) return undefined;
    const holding = [...this.#spellings].flatMap(([root, spellings]) => spellings.filter(spelling => this.#holds(spelling, normal)).map(spelling => ({ root, spelling })));
    const deepest = holding.sort((a, b) => b.spelling.length - a.spelling.length)[0];
    return deepest && { root: deepest.root, below: this.#unrooted(normal.subarray(deepest.spelling.length)) };
  }

  #holds(spelling: Buffer, path: Buffer): boolean {
    if (!path.subarray(0, spelling.length).equals(spelling)) return false;
    return path.length === spelling.length || this.#endsInSeparator(spelling) || path.subarray(spelling.length, spelling.length + this.#separator.length).equals(this.#separator);
  }

  #unrooted(rest: Buffer): Buffer {
    return rest.subarray(0, this.#separator.length).equals(this.#separator) ? rest.subarray(this.#separator.length) : rest;
  }

  /** Rows' paths have '/' or the style's own separator. */
  #split(path: Buffer): { readonly parent: Buffer; readonly name: Buffer } {
    const unit = this.#separator.length;
    for (let at = path.length - unit; at >= 0; at -= unit) {
      const isSeparator = (path[at] === 0x2f || (unit === 2 && path[at] === 0x5c)) && (unit === 1 || path[at + 1] === 0);
      if (isSeparator) return { parent: path.subarray(0, at), name: path.subarray(at + unit) };
    }
    return { parent: Buffer.alloc(0), name: path };
  }

  #join(folder: Buffer, name: Buffer): Buffer {
    return Buffer.concat(this.#endsInSeparator(folder) ? [folder, name] : [folder, this.#separator, name]);
  }

  #endsInSeparator(path: Buffer): boolean {
    return path.subarray(-this.#separator.length).equals(this.#separator);
  }
}
