/*
 * Watches the folder given as argument with the engine alone, through the supervisor; commits each batch at once and
 * prints, as lines of JSON: events but changes, what is handed over to be scanned, and when the root becomes trusted.
 */
const { systemClock } = await import('../../src/base/clock.ts');
const { silentLogger } = await import('../../src/base/logger.ts');
const { WatchSupervisor } = await import('../../src/core/watch/watch-supervisor.ts');
const { DEFAULT_WATCH_SETTINGS } = await import('../../src/core/watch/watch-settings.ts');
const { nativeEngineWatcher } = await import('../../src/platform/engine/native-engine-watcher.ts');
const { engineChangeSource } = await import('../../src/platform/watchers/engine-change-source.ts');
const { loadNativeBinding } = await import('../../src/platform/native-binding.ts');
const { fileStamps } = await import('../../src/platform/watchers/file-stamps.ts');
const { MemoryDirtyRanges } = await import('../fakes/memory-dirty-ranges.ts');

const root = process.argv[2];
const print = line => process.stdout.write(`${JSON.stringify(line)}\n`);
const engine = engineChangeSource(nativeEngineWatcher(loadNativeBinding()), systemClock);
const supervisor = new WatchSupervisor({
  sources: { chokidar: engine, engine }, ranges: new MemoryDirtyRanges(), clock: systemClock,
  logger: { ...silentLogger, info: (message, { kind }) => message === 'watch' && print({ event: kind }) },
  stamps: (watched, paths) => fileStamps(watched.path, paths), lastRead: () => undefined,
}, { ...DEFAULT_WATCH_SETTINGS, rescanDelayMs: 50, rescanFactor: 0 });
supervisor.batches.subscribe(batch => {
  if (batch.kind === 'rescan') print({ rescan: batch.folders });
  void supervisor.settle(batch, 'committed');
});
void supervisor.add({ id: 'r', path: root, excluded: () => false });
let wasTrusted = false;
supervisor.root('r').statuses.subscribe(({ trusted }) => {
  if (trusted !== wasTrusted) print({ trusted });
  wasTrusted = trusted;
});
