import { CodedError } from '../../../../../src/base/coded-error.js';
import type { CommandHandler, Disposable, Mamori, PluginContext } from '../../../../../src/host/api/index.js';
import type { CreatePluginApi, PluginApi } from '../../../../../src/host/child/plugin-side.js';

/** As much of the API as hosts are tested with: commands, and what a plugin knows about itself. */
export const createSmallApi: CreatePluginApi = (activation, agent, signal) => {
  const commands = new Map<string, CommandHandler>();
  const subscriptions: Disposable[] = [];
  const context = {
    pluginId: activation.plugin, version: activation.version, pluginPath: activation.folder, storagePath: activation.storage, subscriptions,
    capabilities: new Set(activation.capabilities), signal,
  } satisfies Partial<PluginContext>;
  const mamori = {
    commands: {
      registerCommand(command: string, handler: CommandHandler): Disposable {
        commands.set(command, handler);
        void agent.call('$commands.register', { plugin: activation.plugin, command }).catch(() => {});
        return { dispose: () => { commands.delete(command); } };
      },
    },
  };
  return {
    context: context as unknown as PluginContext,
    mamori: mamori as unknown as Mamori,
    handlers: {
      '$commands.run': async ({ command, args }, { signal: cancelled }) => {
        const handler = commands.get(command);
        if (!handler) throw new CodedError('plugin.failed', `no handler for ${command}`, { kind: 'environment', retry: 'never' });
        return handler(args, cancelled);
      },
    } as Partial<PluginApi['handlers']> as PluginApi['handlers'],
    dispose: () => commands.clear(),
  };
};
