/** How often a condition in another process is looked at; it has no event that could be awaited. */
const LOOK_MS = 50;

/**
 * Waits until `look` answers something other than undefined or false, and returns it.
 *
 * Fails after `withinMs` with what was waited for, so that a report says more than "timeout".
 */
export async function eventually<T>(what: string, withinMs: number, look: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise(resolve => setTimeout(resolve, LOOK_MS));
  }
}

/** Polls without a pause between looks, for catching a moment that passes within milliseconds. */
export async function asSoonAs(what: string, withinMs: number, look: () => boolean): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!look()) {
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise(resolve => setImmediate(resolve));
  }
}
