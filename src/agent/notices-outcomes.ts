import type { VerbHandler } from '../shell/endpoint/connection.js';
import type { RestoreResult } from '../wire/verbs/results.js';
import type { VerbParams } from '../wire/verbs/verb-table.js';
import type { AgentNotices } from './notices.js';
import { restoredInPlace } from './notices-events.js';

/** Carries verbs out as `handler` does, and tells with a notice what a person may want to undo. */
export function tellingOutcomes(handler: VerbHandler, notices: () => AgentNotices | undefined): VerbHandler {
  return {
    async call(verb, params, context) {
      const result = await handler.call(verb, params, context);
      const notice = verb === 'restore' ? restoredInPlace(result as RestoreResult, (params as VerbParams<'restore'>).to) : undefined;
      if (notice) notices()?.centre.raise(notice);
      return result;
    },
  };
}
