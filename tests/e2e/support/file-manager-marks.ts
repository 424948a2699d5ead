import { join } from 'node:path';
import { silentLogger } from '../../../src/base/logger.js';
import { encodePath } from '../../../src/base/path-bytes.js';
import { builtShimPath } from '../../../src/platform/native-binding.js';
import { loadShimLibrary } from '../../../src/shell/adapters/shim-loader.js';
import { eventually } from './eventually.js';
import type { Pc } from './pc.js';

/** What file managers of a PC's user show of a path: a state, or why there is none. */
export async function marksOf({ environment }: Pc) {
  const { library } = await loadShimLibrary(builtShimPath, silentLogger);
  const reader = library.openReader(join(environment['XDG_RUNTIME_DIR'] as string, 'mamori'));
  const mark = (path: string): string => {
    let answer = reader.lookUp(encodePath(path));
    if ((answer.found === 'stale' || answer.found === 'no-agent') && reader.refresh()) answer = reader.lookUp(encodePath(path));
    return answer.found === 'row' ? answer.state : answer.found;
  };
  return {
    mark,
    shows: (path: string, state: string, withinMs = 30_000) => eventually(`${path} shows ${state}`, withinMs, () => mark(path) === state),
    dispose: () => reader.dispose(),
  };
}
