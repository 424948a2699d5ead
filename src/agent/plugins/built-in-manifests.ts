import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../../base/logger.js';
import { builtInPlugins, type BuiltInPlugin } from '../../plugins/built-in.js';
import { checkManifest, type Manifest } from '../../wire/plugins/manifest/index.js';

/** Manifests of what comes with the product; nothing of it is loaded. One that cannot be read is logged and left out: it must not keep others from being managed. */
export function builtInManifests(logger: Logger): readonly Manifest[] {
  return readBuiltIns(logger).map(({ manifest }) => manifest);
}

export function readBuiltIns(logger: Logger): readonly { readonly manifest: Manifest; readonly plugin: BuiltInPlugin }[] {
  return builtInPlugins.flatMap(plugin => {
    const file = join(plugin.folder, 'package.json');
    try {
      const check = checkManifest(readFileSync(file, 'utf8'), file, { builtIn: true });
      if (check.ok) return [{ manifest: check.manifest, plugin }];
      logger.error('a built-in plugin has a bad manifest', { file, problem: `${check.problems[0]?.pointer}: ${check.problems[0]?.reason}` });
    } catch (failure) {
      logger.error('a built-in plugin is missing', { file, failure: String(failure) });
    }
    return [];
  });
}
