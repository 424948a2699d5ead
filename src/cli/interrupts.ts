/**
 * Turns Ctrl+C and termination requests into an abort; a second one ends the process at once, which is always safe.
 */
export function abortOnSignals(onFirst: () => void): { readonly signal: AbortSignal; dispose(): void } {
  const abort = new AbortController();
  const stop = (name: NodeJS.Signals) => {
    if (abort.signal.aborted) process.exit(name === 'SIGINT' ? 130 : 143);
    onFirst();
    abort.abort(new DOMException(`stopped by ${name}`, 'AbortError'));
  };
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) process.on(name, stop);
  return { signal: abort.signal, dispose: () => names.forEach(name => process.off(name, stop)) };
}
