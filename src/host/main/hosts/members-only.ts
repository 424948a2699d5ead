import { AGENT_METHODS, type AgentMethods } from '../../../wire/plugins/rpc/agent-methods.js';
import type { Handlers } from '../../rpc/index.js';
import { badMessage } from '../../rpc/rpc-errors.js';

type UncheckedHandler = (params: { readonly plugin: string }, context: unknown) => unknown;

/** The agent's handlers for one host, which may speak for its own plugins only. Whether the plugin may ask for this is for the handlers to say. */
export function membersOnly(handlers: Handlers<AgentMethods>, isMember: (plugin: string) => boolean): Handlers<AgentMethods> {
  const unchecked = handlers as unknown as Readonly<Record<string, UncheckedHandler>>;
  const checked = Object.keys(AGENT_METHODS).map((method): [string, UncheckedHandler] => [method, (params, context) => {
    if (!isMember(params.plugin)) throw badMessage(`${method} for ${params.plugin}, which is not active in this host`);
    return unchecked[method]?.(params, context);
  }]);
  return Object.fromEntries(checked) as unknown as Handlers<AgentMethods>;
}
