import type { Clock } from '../../base/clock.js';
import type { PathStyle, ShimLibrary, StatusRow, StatusWriter, WriterStats } from '../ports/shim-library.js';
import { ShellAnnouncer } from './shell-announcer.js';
import { ShownFolders } from './shown-folders.js';

/**
 * A writer that tells file managers which keep overlays until they are told: after rows were written, of the items among them that are shown; after a root gained or lost trust, spellings or
 * its place, of the folders shown below it; and at the end of all of them.
 */
export class AnnouncingWriter implements StatusWriter {
  readonly #writer: StatusWriter;
  readonly #shown: ShownFolders;
  readonly #announce: ShimLibrary['announce'];
  readonly #announcer: ShellAnnouncer;

  /** @param writer owned from here on */
  constructor(writer: StatusWriter, library: Pick<ShimLibrary, 'normalise' | 'keys' | 'announce'>, style: PathStyle, clock: Clock) {
    this.#writer = writer;
    this.#shown = new ShownFolders(library, style);
    this.#announce = (what, path) => library.announce(what, path);
    this.#announcer = new ShellAnnouncer(clock, this.#announce);
  }

  /** Beside its own work it empties the ring of what was asked, which holds 256 notes. */
  heartbeat(): void {
    this.#writer.heartbeat();
    this.takeAsked();
  }

  addRoot(spellings: readonly Uint8Array[]): number {
    const root = this.#writer.addRoot(spellings);
    this.#shown.setRoot(root, spellings);
    return root;
  }

  renameRoot(root: number, spellings: readonly Uint8Array[]): void {
    this.#writer.renameRoot(root, spellings);
    this.#tellBelow(root);
    this.#shown.setRoot(root, spellings);
  }

  trustRoot(root: number, trusted: boolean): void {
    this.#writer.trustRoot(root, trusted);
    this.#tellBelow(root);
  }

  removeRoot(root: number): void {
    this.#writer.removeRoot(root);
    this.#tellBelow(root);
    this.#shown.setRoot(root, []);
  }

  put(root: number, rows: readonly StatusRow[]): number {
    const taken = this.#writer.put(root, rows);
    this.takeAsked();
    for (const { folder, path } of this.#shown.showing(root, rows.map(row => row.path))) this.#announcer.item({ folder: folder.spelled, path });
    return taken;
  }

  takeAsked(): readonly Buffer[] {
    const folders = this.#writer.takeAsked();
    this.#shown.asked(folders);
    return folders;
  }

  reserve(rows: number): void {
    this.#writer.reserve(rows);
  }

  step(): boolean {
    return this.#writer.step();
  }

  setMenu(version: number, decisions: Uint8Array): void {
    this.#writer.setMenu(version, decisions);
  }

  setBooleans(bits: bigint): void {
    this.#writer.setBooleans(bits);
  }

  stats(): WriterStats {
    return this.#writer.stats();
  }

  async dispose(): Promise<void> {
    this.#announcer.dispose();
    await this.#writer.dispose();
    for (const { spelled } of this.#shown.all) this.#announce('folder', spelled); // once for each; nothing comes after them
  }

  #tellBelow(root: number): void {
    this.takeAsked();
    for (const { spelled } of this.#shown.below(root)) this.#announcer.folder(spelled);
  }
}
