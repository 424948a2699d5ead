import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { EngineWatcher } from '../../../src/core/ports/engine-watcher.js';
import { nativeEngineWatcher, type NativeWatchBinding } from '../../../src/platform/engine/native-engine-watcher.js';

/** The addon as it was built. */
export const ADDON = join(import.meta.dirname, '../../../build/Release/mamori_engine.node');

export function nativeWatcher(): EngineWatcher {
  return nativeEngineWatcher(createRequire(import.meta.url)(ADDON) as NativeWatchBinding);
}
