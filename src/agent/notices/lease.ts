import type { AgentNotices } from './agent-notices.js';
import type { CallVerb } from '../plugins/host-services.js';
import type { LendNotices } from '../verbs/verb.js';
import type { Workspace } from '../workspace.js';

/** Lends verbs the notice centre: the agent's where it runs, else one that lasts as long as the call and has told what there is to tell before it ends. */
export function lendingNotices(workspace: Workspace, call: CallVerb, live: () => AgentNotices | undefined): LendNotices {
  return async use => {
    const running = live();
    if (running) return use(running.centre);
    const { AgentNotices: Opened } = await import('./agent-notices.js');
    const notices = await Opened.open({ workspace, call, protection: () => undefined, listens: false });
    try {
      const result = await use(notices.centre);
      await notices.centre.settled();
      return result;
    } finally {
      await notices.dispose();
    }
  };
}
