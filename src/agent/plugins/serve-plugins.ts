import type { Logger } from '../../base/logger.js';
import { systemRandom } from '../../base/random.js';
import type { HostServices, PluginProblem } from '../../host/main/index.js';
import { languageOf } from '../place.js';
import type { Workspace } from '../workspace.js';
import type { CallVerb } from './host-services.js';
import { PluginSystem } from './plugin-system.js';
import { PluginRunHooks } from './run-hooks.js';

export interface ServePluginsOptions {
  /** `--no-plugins`: as if there were none. */
  readonly off: boolean;
  /** Shows a plugin's notice; without it notices go to the log, for a single command ends before anybody could be told. */
  readonly showNotice?: HostServices['notices']['show'] | undefined;
  readonly onProblem?: ((problem: PluginProblem) => void) | undefined;
}

/** Gives a workspace its plugins: commands, run hooks and places behind URLs. Loads none of them. */
export function servePlugins(workspace: Workspace, call: CallVerb, { off, showNotice, onProblem = () => {} }: ServePluginsOptions): PluginSystem {
  const { logger, place } = workspace;
  const plugins = new PluginSystem({
    workspace, call, onProblem, language: () => languageOf(place),
    showNotice: showNotice ?? logNotice(logger),
  }, { off });
  workspace.plugins = plugins;
  workspace.runHooks = new PluginRunHooks(workspace, plugins);
  return plugins;
}

/** Where nobody can be told: a single command ends before. */
export function logNotice(logger: Logger): HostServices['notices']['show'] {
  return async (plugin, { kind, title, text }) => {
    logger.info('a plugin tells', { plugin, kind, title, text });
    return systemRandom.bytes(8).toString('hex');
  };
}
