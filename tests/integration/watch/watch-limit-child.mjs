/* Watches the folder given as argument and prints each event but changes as a line of JSON; ends when it is ready. */
const { chokidarChangeSource } = await import('../../../src/platform/watchers/chokidar-change-source.ts');
const { systemClock } = await import('../../../src/base/clock.ts');

const subscription = chokidarChangeSource(systemClock).watch(process.argv[2], { excluded: () => false }).subscribe(event => {
  if (event.kind === 'change') return;
  process.stdout.write(`${JSON.stringify(event)}\n`);
  if (event.kind === 'ready') subscription.unsubscribe();
});
