import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TRAY_PICTURES, type TrayWindow, type TrayWindowEvent } from '../../src/shell/ports/tray-window.js';
import { TRAY_ITEM_FLAGS, TRAY_ITEM_KINDS } from '../../src/shell/tray/tray-bytes.js';

export interface SeenItem {
  readonly kind: (typeof TRAY_ITEM_KINDS)[number];
  readonly number: number;
  readonly depth: number;
  readonly label: string;
  readonly grey: boolean;
  readonly checked: boolean;
}

export interface SeenView {
  readonly picture: number;
  readonly percent: number | undefined;
  readonly title: string;
  readonly text: string;
  readonly items: readonly SeenItem[];
}

/**
 * The notification area of Windows without Windows: reads the bytes that the shim would read, and rings a real bell. What it refuses, the shim refuses.
 *
 * The person is played by `choose`, Explorer by `taskbarComes` and `taskbarGoes`.
 */
export class MemoryTrayWindow implements TrayWindow {
  readonly pictures = new Map<number, Map<number, Uint8Array>>();
  readonly calls: ('setPicture' | 'show')[] = [];
  view: SeenView | undefined;
  readonly #events: TrayWindowEvent[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'mamori-bell-'));
  readonly #reader: number;
  readonly #hammer: number;
  #hasTaskbar: boolean;
  #isShown: boolean | undefined;
  isDisposed = false;

  constructor({ hasTaskbar = true } = {}) {
    const path = join(this.#folder, 'bell');
    execFileSync('mkfifo', [path]);
    this.#reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    this.#hammer = openSync(path, constants.O_WRONLY);
    this.#hasTaskbar = hasTaskbar;
    this.#happen(hasTaskbar ? { type: 'wanted', size: 16 } : { type: 'hidden' });
  }

  bell(): number {
    return this.#reader;
  }

  setPicture(picture: number, size: number, pixels: Uint8Array): void {
    if (picture >= TRAY_PICTURES || pixels.length !== 4 * size * size) throw new Error('bug: no picture');
    this.calls.push('setPicture');
    this.pictures.set(picture, (this.pictures.get(picture) ?? new Map<number, Uint8Array>()).set(size, pixels));
  }

  show(bytes: Uint8Array): void {
    this.calls.push('show');
    this.view = readView(Buffer.from(bytes));
    this.#report();
  }

  take(): TrayWindowEvent | undefined {
    if (this.isDisposed) throw new Error('bug: used after it was disposed');
    return this.#events.shift();
  }

  dispose(): void {
    this.isDisposed = true;
    closeSync(this.#hammer); // the bell ends
    rmSync(this.#folder, { recursive: true });
  }

  choose(number: number): void {
    this.#happen({ type: 'chosen', number });
  }

  taskbarGoes(): void {
    this.#hasTaskbar = false;
    this.#report();
  }

  taskbarComes(size = 16): void {
    this.#hasTaskbar = true;
    this.#happen({ type: 'wanted', size });
    if (this.view) this.#report();
  }

  #report(): void {
    if (this.#isShown !== this.#hasTaskbar) this.#happen({ type: this.#hasTaskbar ? 'shown' : 'hidden' });
    this.#isShown = this.#hasTaskbar;
  }

  #happen(event: TrayWindowEvent): void {
    this.#events.push(event);
    if (this.#events.length === 1) writeSync(this.#hammer, 'x');
  }
}

/** By native/shim/include/mamori_shim_tray.h. */
function readView(bytes: Buffer): SeenView {
  let at = 0;
  const u8 = () => bytes.readUInt8(at++);
  const u32 = () => bytes.readUInt32LE((at += 4) - 4);
  const text = () => {
    const length = u32();
    return bytes.toString('utf16le', at, at += length);
  };
  const [picture, percent, title, words, count] = [u32(), u32(), text(), text(), u32()];
  const items = Array.from({ length: count }, (): SeenItem => {
    const [kind = -1, flags = 0, depth = 0] = [u8(), u8(), u8(), u8()];
    return { kind: TRAY_ITEM_KINDS[kind] as SeenItem['kind'], depth, grey: (flags & TRAY_ITEM_FLAGS.grey) !== 0, checked: (flags & TRAY_ITEM_FLAGS.checked) !== 0, number: u32(), label: text() };
  });
  if (at !== bytes.length) throw new Error('bug: bytes are left over');
  return { picture, percent: percent > 100 ? undefined : percent, title, text: words, items };
}
