import { bug } from '../../base/coded-error.js';
import type { PipeEndpoint } from '../ports/shim-library.js';
import { checked, NOBODY, words } from './shim-codes.js';
import type { ShimFunctions, ShimHandle } from './shim-functions.js';

/** PipeEndpoint over the C functions; a call after `dispose` is a bug. */
export class ShimPipeEndpoint implements PipeEndpoint {
  readonly #functions: ShimFunctions;
  #handle: ShimHandle | undefined;

  constructor(functions: ShimFunctions, place: string, folder: string) {
    this.#functions = functions;
    const error = words(1);
    const [at, name] = [Buffer.from(folder), Buffer.from(place)];
    this.#handle = functions.mamori_endpoint_open(at, at.length, name, name.length, error);
    if (this.#handle === undefined) this.#check('open', error.readInt32LE(0), folder);
  }

  bell(): number {
    return this.#check('bell', this.#functions.mamori_endpoint_bell(this.#open));
  }

  accept(): number | undefined {
    const code = this.#functions.mamori_endpoint_accept(this.#open);
    return code === NOBODY ? undefined : this.#check('accept', code);
  }

  dispose(): void {
    if (this.#handle) this.#functions.mamori_endpoint_close(this.#handle);
    this.#handle = undefined;
  }

  get #open(): ShimHandle {
    if (this.#handle === undefined) throw bug('an endpoint was used after it was disposed');
    return this.#handle;
  }

  #check(what: string, code: number, place?: string): number {
    return checked(`mamori_endpoint_${what}`, code, () => this.#functions.mamori_last_system_error(), place);
  }
}
