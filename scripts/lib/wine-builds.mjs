import { copyFileSync, mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { withBuildLock } from './build-lock.mjs';
import { buildForWindows, buildShimForWindows } from './windows-build.mjs';
import { buildKeytarForWindows } from './windows-keytar.mjs';
import { layOutForWindows } from './wine-app.mjs';
import { buildExplorerForWindows, buildHostProgram } from './wine-build.mjs';
import { buildLauncherDriver, buildLauncherForWindows } from './wine-launcher-build.mjs';
import { runFolder } from './wine-place.mjs';

/**
 * Builds what a run needs, warnings counting as errors, one process at a time per clone, and copies it into the run's own folder, where a later build does not change it.
 *
 * @param {{ withAgent: boolean }} wanted without the agent the engine and keytar are left out
 * @returns {Promise<{ library: string, shim: string, host: string, launcher: string, driver: string, app?: { folder: string, node: string } }>}
 */
export function buildForWine({ withAgent }) {
  return withBuildLock(async () => {
    const folder = `${runFolder}/built`;
    mkdirSync(folder);
    const own = path => {
      const copy = `${folder}/${basename(path)}`;
      copyFileSync(path, copy);
      return copy;
    };
    const shim = await buildShimForWindows();
    const parts = {
      shim: own(shim), library: own(await buildExplorerForWindows()), host: own(await buildHostProgram(shim)),
      launcher: own(await buildLauncherForWindows()), driver: own(await buildLauncherDriver()),
    };
    if (!withAgent) return parts;
    const { library } = parts;
    return { ...parts, app: await layOutForWindows({ engine: await buildForWindows(), keytar: await buildKeytarForWindows(), shim, library }) };
  });
}
