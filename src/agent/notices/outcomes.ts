import type { VerbHandler } from '../../shell/endpoint/connection.js';
import type { AgentNotices } from './agent-notices.js';

/** Carries verbs out as `handler` does, and lets the notices know what came of them. */
export function tellingOutcomes(handler: VerbHandler, notices: () => AgentNotices | undefined): VerbHandler {
  return {
    async call(verb, params, context) {
      const result = await handler.call(verb, params, context);
      notices()?.hearVerb(verb, params, result);
      return result;
    },
  };
}
