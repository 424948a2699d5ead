import { bug } from '../../base/coded-error.js';
import type { ChunkLocation, EngineIndex } from '../../core/ports/engine.js';
import type { NativeBinding, NativeIndex } from '../native-binding.js';
import { engineJob } from './native-job.js';
import { translated } from './native-failure.js';

const handles = new WeakMap<EngineIndex, NativeIndex>();

/** The addon's index behind an EngineIndex of this adapter. */
export function nativeIndexOf(index: EngineIndex): NativeIndex {
  const handle = handles.get(index);
  if (!handle) throw bug('an index that this engine did not open');
  return handle;
}

/** Opens the index in a folder; one that is damaged is begun again, empty, and reconciliation fills it. */
export function openNativeIndex(binding: NativeBinding, folder: string): EngineIndex {
  return new NativeEngineIndex(binding, translated(() => binding.openIndex(folder)));
}

class NativeEngineIndex implements EngineIndex {
  readonly #binding: NativeBinding;
  readonly #handle: NativeIndex;

  constructor(binding: NativeBinding, handle: NativeIndex) {
    this.#binding = binding;
    this.#handle = handle;
    handles.set(this, handle);
  }

  containers(): string[] {
    return this.#binding.indexContainers(this.#handle);
  }

  add(containers: readonly { readonly name: string; readonly footer: Buffer }[]): void {
    this.#binding.indexAdd(this.#handle, containers);
  }

  exclude(names: readonly string[]): void {
    this.#binding.indexExclude(this.#handle, names);
  }

  flush(): Promise<void> {
    return engineJob(() => this.#binding.indexFlush(this.#handle), () => undefined).result;
  }

  stats(): { readonly chunks: number; readonly containers: number; readonly residentBytes: number } {
    return this.#binding.indexStats(this.#handle);
  }

  locate(id: string, among: 'usable' | 'any' = 'usable'): ChunkLocation | undefined {
    return translated(() => this.#binding.indexLocate(this.#handle, id, among === 'any'));
  }

  close(): void {
    this.#binding.closeIndex(this.#handle);
  }
}
