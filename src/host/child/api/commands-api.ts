import type { CommandHandler, Commands } from '../../api/index.js';
import type { Handlers } from '../../rpc/index.js';
import type { PluginCalls } from '../plugin-side.js';
import type { ApiLife } from './api-life.js';
import { HandlerTable } from './handler-table.js';

export function commandsApi(life: ApiLife): { readonly api: Commands; readonly handlers: Pick<Handlers<PluginCalls>, '$commands.run'> } {
  const table = new HandlerTable<CommandHandler>({
    life, kind: 'command', contributed: life.activation.contributes.commands,
    announce: command => life.call('$commands.register', { command }),
    retract: command => life.tell('$commands.unregister', { command }),
  });
  return {
    api: {
      registerCommand: (command, handler) => table.register(command, handler),
      executeCommand: async <T>(command: string, { paths = [], extra }: { readonly paths?: readonly string[]; readonly extra?: unknown } = {}, { signal }: { readonly signal?: AbortSignal } = {}) =>
        await life.call('$commands.execute', { command, args: { paths, origin: 'plugin', extra } }, { signal }) as T,
      getCommands: () => life.call('$commands.list', {}),
    },
    handlers: { '$commands.run': ({ command, args }, { signal }) => table.find(command)(args, signal) },
  };
}
