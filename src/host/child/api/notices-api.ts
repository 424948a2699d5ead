import type { NoticeChannel, Notices } from '../../api/index.js';
import type { Handlers } from '../../rpc/index.js';
import type { PluginCalls } from '../plugin-side.js';
import type { ApiLife } from './api-life.js';
import { HandlerTable } from './handler-table.js';

export function noticesApi(life: ApiLife): { readonly api: Notices; readonly handlers: Pick<Handlers<PluginCalls>, '$notices.deliver'> } {
  const channels = new HandlerTable<NoticeChannel>({
    life, kind: 'notice channel', contributed: life.activation.contributes.noticeChannels,
    announce: channel => life.call('$notices.registerChannel', { channel }),
    retract: channel => life.tell('$notices.unregisterChannel', { channel }),
  });
  return {
    api: {
      show: notice => life.call('$notices.show', { notice }),
      registerChannel: (channel, implementation) => channels.register(channel, implementation),
    },
    handlers: { '$notices.deliver': ({ channel, notice }, { signal }) => channels.find(channel).deliver(notice, signal) as Promise<undefined> },
  };
}
