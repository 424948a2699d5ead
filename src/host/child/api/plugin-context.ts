import type { Memento, OutputChannel, PluginContext, PluginLogger } from '../../api/index.js';
import type { ApiLife } from './api-life.js';

/** What the border takes of one line; the rest is cut off. */
const MAX_LINE_CHARS = 16_384;

const line = (text: unknown) => String(text).slice(0, MAX_LINE_CHARS);

export function pluginContext(life: ApiLife, signal: AbortSignal): PluginContext {
  const { plugin, version, language, folder, storage, capabilities } = life.activation;
  return {
    pluginId: plugin, version, language, pluginPath: folder, storagePath: storage, subscriptions: [], signal,
    capabilities: new Set(capabilities), state: memento(life), log: logger(life), createOutputChannel: name => outputChannel(life, name),
  };
}

function memento(life: ApiLife): Memento {
  return {
    get: async <T>(key: string) => await life.call('$state.get', { key }) as T | undefined,
    update: (key, value) => life.call('$state.update', { key, value }),
    keys: () => life.call('$state.keys', {}),
  };
}

/** A line that is logged after the end, or faster than the agent takes them, is lost; logging never fails. */
function logger(life: ApiLife): PluginLogger {
  const at = (level: keyof PluginLogger) => (message: string) => void life.tell('$log.write', { level, message: line(message) });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function outputChannel(life: ApiLife, name: string): OutputChannel {
  let open = true;
  const owned = life.own(() => { open = false; });
  return {
    name,
    appendLine(text) {
      if (open) void life.tell('$output.append', { channel: name, line: line(text) });
    },
    dispose: () => owned.dispose(),
  };
}
