import { AGENT_METHODS, type AgentMethods } from '../../../wire/plugins/rpc/agent-methods.js';
import type { MethodDefinition } from '../../../wire/plugins/rpc/method.js';
import { capabilityMissing } from '../../refusals.js';
import type { Handlers } from '../../rpc/index.js';
import { idOf, type AgentSide } from './agent-side.js';
import { contributionAnswers } from './contribution-answers.js';
import { keepingAnswers } from './keeping-answers.js';
import { protectionAnswers } from './protection-answers.js';

type UncheckedHandler = (params: { readonly plugin: string }, context: unknown) => unknown;

/** What plugins may ask of the agent, each method behind the capability that its table names. That a host speaks only for its own plugins is checked before. */
export function agentAnswers(side: AgentSide): Handlers<AgentMethods> {
  const answers: Handlers<AgentMethods> = { ...contributionAnswers(side), ...protectionAnswers(side), ...keepingAnswers(side) };
  const unchecked = answers as unknown as Readonly<Record<string, UncheckedHandler>>;
  const guarded = Object.entries<MethodDefinition>(AGENT_METHODS).map(([method, { capability }]): [string, UncheckedHandler] => [method, (params, context) => {
    if (capability !== undefined && !side.grantsOf(idOf(params.plugin)).includes(capability)) throw capabilityMissing(params.plugin, capability);
    return unchecked[method]?.(params, context);
  }]);
  return Object.fromEntries(guarded) as unknown as Handlers<AgentMethods>;
}
