import type { Notice } from '../../host/api/index.js';
import type { SpokenNotice } from '../../notifications/delivery/channel.js';
import { PLUGIN_KIND } from '../../terms/notice-terms.js';
import type { AgentNotices } from '../notices/agent-notices.js';
import type { Plugins } from './plugins.js';

/** Lets plugins' channels deliver notices and plugins hear of them, has notices' buttons run plugins' commands, and plugins' kinds told by the channels that their manifests name. */
export function connectPlugins(notices: AgentNotices, plugins: Plugins): void {
  if (plugins.off) return;
  notices.connectPlugins({
    deliver: (channel, notice, signal) => plugins.deliverNotice(channel, asNotice(notice), signal),
  }, async (_plugin, command, args, signal) => {
    await (await plugins.host()).executeCommand(command, { paths: [], origin: 'notice', extra: args }, { signal });
  }, kind => plugins.defaultChannelsOf(contributedKind(kind)));
  notices.kept.subscribe(notice => void plugins.noticeKept(asNotice(notice)));
}

/** A notice as plugins see it. Its buttons stay with the product's own channels: what they run is tied to a nonce that no plugin gets. */
function asNotice({ id, kind, title, text, severity, atMs, source }: SpokenNotice): Notice {
  return { id, kind: contributedKind(kind), title, text, severity, atMs, ...(source !== undefined && { source }), actions: [] };
}

/** A plugin's kind as its manifest has it, without whose it is; the product's own kinds as they are. */
export function contributedKind(kind: string): string {
  return kind.startsWith(PLUGIN_KIND) ? kind.slice(kind.indexOf('/', PLUGIN_KIND.length) + 1) : kind;
}
