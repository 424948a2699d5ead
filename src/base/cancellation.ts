/** Somebody took back what they had asked for: no failure, and nothing to tell them. What Node's own calls throw when their signal is aborted is no DOMException, and not meant. */
export function wasCancelled(failure: unknown): boolean {
  return failure instanceof DOMException && failure.name === 'AbortError';
}
