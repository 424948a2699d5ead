import type { PluginId } from '../../../wire/plugins/manifest/index.js';
import { NewestValues } from './newest-values.js';

const MAX_LINES = 256;

export interface OutputLine {
  readonly channel: string;
  readonly line: string;
}

/** The newest lines that each plugin has written to its channels; they outlive the plugin's process, so that its last words can be read. */
export class OutputLog {
  readonly #byPlugin = new Map<PluginId, NewestValues<OutputLine>>();

  append(plugin: PluginId, line: OutputLine): void {
    const lines = this.#byPlugin.get(plugin) ?? new NewestValues<OutputLine>(MAX_LINES);
    this.#byPlugin.set(plugin, lines);
    lines.push(line);
  }

  linesOf(plugin: PluginId): readonly OutputLine[] {
    return this.#byPlugin.get(plugin)?.all ?? [];
  }

  forget(plugin: PluginId): void {
    this.#byPlugin.delete(plugin);
  }
}
