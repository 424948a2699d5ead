import { bug } from '../../base/coded-error.js';
import type { TrayWindow, TrayWindowEvent } from '../ports/tray-window.js';
import { checked, CODES, NOBODY, TRAY_EVENTS, words } from './shim-codes.js';
import type { ShimFunctions, ShimHandle } from './shim-functions.js';

/** TrayWindow over the C functions; undefined where the shim has none. */
export function openShimTrayWindow(functions: ShimFunctions): TrayWindow | undefined {
  const error = words(1);
  const handle = functions.mamori_tray_open(error);
  if (handle) return new ShimTrayWindow(functions, handle);
  const code = error.readInt32LE(0);
  if (code !== CODES.argument) checked('mamori_tray_open', code, () => functions.mamori_last_system_error());
  return undefined;
}

/** A call after `dispose` is a bug. */
class ShimTrayWindow implements TrayWindow {
  readonly #functions: ShimFunctions;
  readonly #number = words(1);
  #handle: ShimHandle | undefined;

  constructor(functions: ShimFunctions, handle: ShimHandle) {
    this.#functions = functions;
    this.#handle = handle;
  }

  bell(): number {
    return this.#check('bell', this.#functions.mamori_tray_bell(this.#open));
  }

  setPicture(picture: number, size: number, pixels: Uint8Array): void {
    this.#check('set_picture', this.#functions.mamori_tray_set_picture(this.#open, picture, size, pixels, pixels.length));
  }

  show(view: Uint8Array): void {
    this.#check('show', this.#functions.mamori_tray_show(this.#open, view, view.length));
  }

  take(): TrayWindowEvent | undefined {
    const code = this.#functions.mamori_tray_take(this.#open, this.#number);
    if (code === NOBODY) return undefined;
    const type = TRAY_EVENTS[this.#check('take', code) - 1];
    if (type === undefined) throw bug(`mamori_tray_take answered ${code}`);
    const number = this.#number.readUInt32LE(0);
    if (type === 'wanted') return { type, size: number };
    return type === 'chosen' ? { type, number } : { type };
  }

  dispose(): void {
    if (this.#handle) this.#functions.mamori_tray_close(this.#handle);
    this.#handle = undefined;
  }

  get #open(): ShimHandle {
    if (this.#handle === undefined) throw bug('a tray window was used after it was disposed');
    return this.#handle;
  }

  #check(what: string, code: number): number {
    return checked(`mamori_tray_${what}`, code, () => this.#functions.mamori_last_system_error());
  }
}
