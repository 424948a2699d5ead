import { systemClock } from '../../../src/base/clock.js';
import { witnessedSource } from '../../../src/core/watch/witnessed-source.js';
import { nativeEngineWatcher } from '../../../src/platform/engine/native-engine-watcher.js';
import { loadNativeBinding } from '../../../src/platform/native-binding.js';
import { chokidarChangeSource } from '../../../src/platform/watchers/chokidar-change-source.js';
import { engineChangeSource } from '../../../src/platform/watchers/engine-change-source.js';
import { describeChangeSource } from '../../contract/change-source-contract.js';

describeChangeSource('engine', () => engineChangeSource(nativeEngineWatcher(loadNativeBinding()), systemClock));

describeChangeSource('chokidar with the engine as witness', () => (
  witnessedSource(chokidarChangeSource(systemClock), engineChangeSource(nativeEngineWatcher(loadNativeBinding()), systemClock))
));
