import { CodedError } from '../../base/coded-error.js';
import type { Logger } from '../../base/logger.js';
import { pluginErrors } from '../../terms/errors/plugin-errors.js';
import type { Disposable, PluginModule } from '../api/index.js';
import { orAborted } from '../rpc/or-aborted.js';
import type { Activation, PluginApi } from './plugin-side.js';

/** Loads the file that a plugin's manifest names; what comes is the module as it is. */
export type LoadModule = (activation: Activation) => Promise<unknown>;

/** One life of a plugin in this host. */
export interface PluginLife {
  readonly api: PluginApi;
  /** `deactivate` of the plugin, its subscriptions in reverse order, its API; each is asked, whatever the others do. Once `signal` fires nothing more is waited for. */
  end(signal: AbortSignal): Promise<void>;
}

/**
 * Loads a plugin and activates it.
 *
 * `signal` ends the patience: the plugin is then disposed of, though its `activate` may go on in the background. A module is loaded once per process: who is activated
 * again meets its module as it left it.
 *
 * @throws CodedError `plugin.activation-failed` when the file cannot be loaded or exports no `activate`; whatever `activate` throws
 */
export async function beginLife({ activation, api, load, stopping, signal, logger }: {
  readonly activation: Activation; readonly api: PluginApi; readonly load: LoadModule; readonly stopping: AbortController; readonly signal: AbortSignal; readonly logger: Logger;
}): Promise<PluginLife> {
  const dispose = () => disposeAll(api, logger);
  try {
    const { module } = await orAborted(signal, (async () => {
      const loaded = { module: moduleIn(activation.plugin, await load(activation)) };
      signal.throwIfAborted();
      await loaded.module.activate(api.context, api.mamori);
      return loaded;
    })());
    return {
      api,
      async end(patience) {
        stopping.abort(new DOMException('the plugin is deactivated', 'AbortError'));
        await orAborted(patience, (async () => module.deactivate?.())()).catch((failure: unknown) => logger.warn('deactivate failed', { plugin: activation.plugin, failure: told(failure) }));
        await orAborted(patience, dispose()).catch(() => {}); // it tells its failures itself
      },
    };
  } catch (failure) {
    stopping.abort(new DOMException('the plugin was not activated', 'AbortError'));
    await orAborted(signal, dispose()).catch(() => {});
    throw failure;
  }
}

/** A CommonJS file comes as the default export of itself. */
function moduleIn(plugin: string, loaded: unknown): PluginModule {
  const { activate, default: inner } = Object(loaded) as { readonly activate?: unknown; readonly default?: unknown };
  const module = typeof activate === 'function' ? loaded : inner;
  if (typeof (Object(module) as PluginModule).activate === 'function') return module as PluginModule;
  throw CodedError.of(pluginErrors, 'plugin.activation-failed', `${plugin} exports no function activate`, { data: { plugin, detail: 'no activate' } });
}

/** Never rejects. */
async function disposeAll(api: PluginApi, logger: Logger): Promise<void> {
  const owned: Disposable[] = [api, ...api.context.subscriptions.splice(0)];
  for (const disposable of owned.reverse()) {
    try {
      await disposable.dispose();
    } catch (failure) {
      logger.warn('dispose failed', { plugin: api.context.pluginId, failure: told(failure) });
    }
  }
}

function told(failure: unknown): string {
  return failure instanceof Error ? failure.stack ?? failure.message : String(failure);
}
