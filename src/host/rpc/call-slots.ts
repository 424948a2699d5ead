import { RPC_LIMITS } from '../../wire/plugins/rpc/limits.js';
import { tooManyCalls } from './rpc-errors.js';

/** Calls that may wait for a slot; a caller that makes more without looking at answers is refused. */
const MAX_WAITING = 4096;

/** The calls that may be open at once. Those beyond wait in the order in which they came; urgent ones have slots of their own. */
export class CallSlots {
  #free: number = RPC_LIMITS.openCalls;
  #freeUrgent: number = RPC_LIMITS.urgentCalls;
  readonly #waiting = new Set<() => void>();

  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * Resolves with the function that gives the slot back, which works once.
   *
   * @throws CodedError `plugin.too-many-calls`; the signal's reason when it is aborted first
   */
  take(method: string, { urgent, signal }: { readonly urgent: boolean; readonly signal: AbortSignal | undefined }): Promise<() => void> | (() => void) {
    if (urgent && this.#freeUrgent > 0) {
      this.#freeUrgent -= 1;
      return once(() => { this.#freeUrgent += 1; });
    }
    if (urgent || this.#waiting.size >= MAX_WAITING) throw tooManyCalls(method, this.#waiting.size);
    if (this.#free > 0) return this.#grant();
    return new Promise((resolve, reject) => {
      const granted = () => {
        signal?.removeEventListener('abort', cancelled);
        resolve(this.#grant());
      };
      const cancelled = () => {
        this.#waiting.delete(granted);
        reject(signal?.reason);
      };
      this.#waiting.add(granted);
      signal?.addEventListener('abort', cancelled, { once: true });
    });
  }

  /** Lets everybody through: the connection is gone, and each call finds that out by itself. */
  close(): void {
    this.#free = Number.POSITIVE_INFINITY;
    for (const granted of [...this.#waiting]) this.#pass(granted);
  }

  #grant(): () => void {
    this.#free -= 1;
    return once(() => {
      this.#free += 1;
      const [next] = this.#waiting;
      if (next) this.#pass(next);
    });
  }

  #pass(granted: () => void): void {
    this.#waiting.delete(granted);
    granted();
  }
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    action();
  };
}
