import { bug } from '../../base/coded-error.js';
import type { LiveSet } from '../../core/ports/engine.js';
import type { NativeBinding, NativeLiveSet } from '../native-binding.js';
import { nativeIndexOf } from './native-index.js';
import { translated } from './native-failure.js';

const handles = new WeakMap<LiveSet, NativeLiveSet>();

/** The addon's set behind a LiveSet of this adapter. */
export function nativeLiveSetOf(set: LiveSet): NativeLiveSet {
  const handle = handles.get(set);
  if (!handle) throw bug('a live set that this engine did not make');
  return handle;
}

export function createNativeLiveSet(binding: NativeBinding): LiveSet {
  const handle = binding.createLiveSet();
  const set: LiveSet = {
    get size() {
      return binding.liveSetSize(handle);
    },
    add: ids => binding.liveSetAdd(handle, ids),
    has: id => binding.liveSetHas(handle, id),
    measure: footer => translated(() => binding.liveSetMeasure(handle, footer)),
    isNeeded: (footer, index) => translated(() => binding.liveSetIsNeeded(handle, footer, nativeIndexOf(index))),
    missingFrom: (index, limit) => translated(() => binding.liveSetMissingFrom(handle, nativeIndexOf(index), limit)),
  };
  handles.set(set, handle);
  return set;
}
