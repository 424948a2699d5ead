import { fileURLToPath } from 'node:url';
import type { PluginModule } from '../host/api/index.js';

/** A plugin that comes with the product. */
export interface BuiltInPlugin {
  /** Folder with its package.json. */
  readonly folder: string;
  /** Loads its code; nothing of it is loaded before. */
  readonly load: () => Promise<PluginModule>;
}

const builtIn = (name: string, load: BuiltInPlugin['load']): BuiltInPlugin => ({ folder: fileURLToPath(new URL(name, import.meta.url)), load });

export const builtInPlugins: readonly BuiltInPlugin[] = [
  builtIn('backup-commands', () => import('./backup-commands/main.js')),
  builtIn('database-dump', () => import('./database-dump/main.js')),
  builtIn('webhook-notices', () => import('./webhook-notices/main.js')),
];
