import { CodedError } from '../../../base/coded-error.js';
import { storeErrors } from '../../../terms/errors/store-errors.js';
import { checkObjectName } from '../../ports/object-name.js';
import type { StoreCallOptions } from '../../ports/object-store.js';
import { ForwardingObjectStore } from './forwarding-object-store.js';

/** Refuses every change with `store.read-only`: for restoring from, and looking into, somebody else's vault. */
export class ReadOnlyObjectStore extends ForwardingObjectStore {
  override async put(name: string, _data: unknown, options?: StoreCallOptions): Promise<void> {
    refuse(name, options);
  }

  override async delete(name: string, options?: StoreCallOptions): Promise<void> {
    refuse(name, options);
  }
}

function refuse(name: string, options: StoreCallOptions | undefined): never {
  checkObjectName(name);
  options?.signal?.throwIfAborted();
  throw CodedError.of(storeErrors, 'store.read-only', `opened for reading only: ${name}`, { data: { name } });
}
