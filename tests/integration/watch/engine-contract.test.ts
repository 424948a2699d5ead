import { systemClock } from '../../../src/base/clock.js';
import { witnessedSource } from '../../../src/core/watch/witnessed-source.js';
import { chokidarChangeSource } from '../../../src/platform/watchers/chokidar-change-source.js';
import { engineChangeSource } from '../../../src/platform/watchers/engine-change-source.js';
import { describeChangeSource } from '../../contract/change-source-contract.js';
import { nativeWatcher } from './native-watcher.js';

describeChangeSource('engine', () => engineChangeSource(nativeWatcher(), systemClock));

describeChangeSource('chokidar with the engine as witness', () => (
  witnessedSource(chokidarChangeSource(systemClock), engineChangeSource(nativeWatcher(), systemClock))
));
