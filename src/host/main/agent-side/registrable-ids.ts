import type { MethodParams } from '../../../wire/plugins/rpc/method.js';
import type { PluginMethods } from '../../../wire/plugins/rpc/plugin-methods.js';
import type { Contributions } from '../../../wire/plugins/manifest/index.js';

/** What a plugin's code may give an action to, as its side is told when it is activated. */
export function registrableIds({ commands, overlays, noticeChannels, runHooks, destinations }: Contributions): MethodParams<PluginMethods, '$activate'>['contributes'] {
  return {
    commands: commands.map(({ command }) => command), overlays: overlays.map(({ id }) => id), noticeChannels: noticeChannels.map(({ id }) => id),
    runHooks: runHooks.map(({ id }) => id), schemes: destinations.flatMap(({ schemes }) => [...schemes]),
  };
}
