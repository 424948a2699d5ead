import type { NoticeChannel, SpokenNotice } from './channel.js';

/** What delivers to the channels that plugins registered; the composition root gives the plugin host's. Rejects when the plugin does, or is gone. */
export interface PluginChannels {
  deliver(channelId: string, notice: SpokenNotice, signal: AbortSignal): Promise<void>;
}

/** Whether a channel of a route is a plugin's: ours are single words. */
export function isPluginChannel(id: string): boolean {
  return id.includes('/') || id.includes('.');
}

export function pluginChannel(id: string, channels: PluginChannels): NoticeChannel {
  return { id, deliver: (notice, signal) => channels.deliver(id, notice, signal) };
}
