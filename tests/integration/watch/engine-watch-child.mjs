/* Watches the folder given as argument and prints each event as a line of JSON; 'exit' ends it when it is ready, with the watch open. */
const { nativeEngineWatcher } = await import('../../../src/platform/engine/native-engine-watcher.ts');
const { loadNativeBinding } = await import('../../../src/platform/native-binding.ts');
const [root, then] = process.argv.slice(2);
const readable = event => {
  if (event.kind === 'batch') return { kind: 'batch', paths: event.changes.map(({ path }) => String(path)) };
  return event.kind === 'unreadable' ? { ...event, folder: String(event.folder) } : event;
};

nativeEngineWatcher(loadNativeBinding()).start(root, { latencyMs: 10, maxChangesPerBatch: 4096 }, event => {
  process.stdout.write(`${JSON.stringify(readable(event))}\n`);
  if (event.kind === 'ready' && then === 'exit') process.exit(0);
});
