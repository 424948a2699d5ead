import type { Notice } from '../../host/api/index.js';
import type { SpokenNotice } from '../../notifications/delivery/channel.js';
import type { AgentNotices } from '../notices.js';
import type { Plugins } from './plugins.js';

/** Lets plugins' channels deliver notices, and notices' buttons run plugins' commands. */
export function connectPlugins(notices: AgentNotices, plugins: Plugins): void {
  if (plugins.off) return;
  notices.connectPlugins({
    deliver: (channel, notice, signal) => plugins.deliverNotice(channel, asNotice(notice), signal),
  }, async (_plugin, command, args, signal) => {
    await (await plugins.host()).executeCommand(command, { paths: [], origin: 'notice', extra: args }, { signal });
  });
}

/** A notice as plugins see it. Its buttons stay with the product's own channels: what they run is tied to a nonce that no plugin gets. */
function asNotice({ id, kind, title, text, severity, atMs, source }: SpokenNotice): Notice {
  return { id, kind, title, text, severity, atMs, ...(source !== undefined && { source }), actions: [] };
}
