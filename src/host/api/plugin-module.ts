import type { PluginContext } from './context.js';
import type { Mamori } from './mamori.js';

/** What a plugin exports from the file that its manifest names as `main`. */
export interface PluginModule {
  /**
   * Called once, when the first of the plugin's activation events fires. What it returns is awaited before the event is delivered; it has 10 seconds.
   * A plugin that throws here counts as failed: the event is answered with `plugin.activation-failed`, and the next event tries again.
   */
  activate(context: PluginContext, mamori: Mamori): void | Promise<void>;
  /** Called when the plugin is disabled or the agent stops; it has 5 seconds. `context.subscriptions` are disposed after it. */
  deactivate?(): void | Promise<void>;
}
