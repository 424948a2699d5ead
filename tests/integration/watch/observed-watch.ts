import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import type { EngineWatch, EngineWatchEvent, EngineWatchOptions } from '../../../src/core/ports/engine-watcher.js';
import { nativeEngineWatcher } from '../../../src/platform/engine/native-engine-watcher.js';
import { loadNativeBinding } from '../../../src/platform/native-binding.js';

export const QUICK: EngineWatchOptions = { latencyMs: 10, maxChangesPerBatch: 4096 };

export const SOURCES_AS_TYPESCRIPT = join(import.meta.dirname, 'sources-as-typescript.mjs');
/** Arguments for a Node process that runs engine-watch-child.mjs. */
export const CHILD = ['--import', SOURCES_AS_TYPESCRIPT, join(import.meta.dirname, 'engine-watch-child.mjs')];

/** A watch whose events can be waited for. */
export class ObservedWatch {
  readonly events: EngineWatchEvent[] = [];
  readonly watch: EngineWatch;

  constructor(root: string, options: EngineWatchOptions = QUICK) {
    this.watch = nativeEngineWatcher(loadNativeBinding()).start(root, options, event => this.events.push(event));
  }

  until(fits: (event: EngineWatchEvent) => boolean): Promise<void> {
    return vi.waitFor(() => { expect(this.events.some(fits)).toBe(true); }, { timeout: 20_000, interval: 5 });
  }

  ready(): Promise<void> {
    return this.until(event => event.kind === 'ready');
  }

  change(path: string): Promise<void> {
    return this.until(event => event.kind === 'batch' && event.changes.some(change => textOf(change.path) === path));
  }

  get paths(): readonly string[] {
    return this.events.flatMap(event => event.kind === 'batch' ? event.changes.map(change => textOf(change.path)) : []);
  }
}

export function textOf(path: Uint8Array | string): string {
  return typeof path === 'string' ? path : Buffer.from(path).toString();
}
