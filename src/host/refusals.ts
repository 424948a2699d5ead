import { CodedError } from '../base/coded-error.js';
import { pluginErrors } from '../terms/errors/plugin-errors.js';

/*
 * Why something that a plugin asks for is not done. The plugin's side refuses at the place of the mistake; the agent's side refuses the same again, because it believes nobody.
 */

/** What a plugin gives an action to, as messages name it. */
export type HandlerKind = 'command' | 'notice channel' | 'run hook' | 'destination';

export const capabilityMissing = (plugin: string, capability: string) =>
  CodedError.of(pluginErrors, 'plugin.capability-missing', `${plugin} was not granted ${capability}`, { data: { plugin, capability } });

export const proposalMissing = (plugin: string, proposal: string) =>
  CodedError.of(pluginErrors, 'plugin.proposal-missing', `${plugin} does not name ${proposal} in enabledApiProposals`, { data: { plugin, proposal } });

export const notContributed = (plugin: string, kind: string, id: string) =>
  CodedError.of(pluginErrors, 'plugin.not-contributed', `the manifest of ${plugin} contributes no ${kind} ${id}`, { data: { plugin, kind, id } });

export const duplicateHandler = (plugin: string, kind: HandlerKind, id: string) =>
  CodedError.of(pluginErrors, kind === 'command' ? 'plugin.duplicate-command' : 'plugin.duplicate-handler', `${plugin} has registered ${kind} ${id} already`, {
    data: { plugin, kind, id },
  });

export const noHandler = (plugin: string, kind: HandlerKind, id: string) =>
  CodedError.of(pluginErrors, 'plugin.no-handler', `${plugin} contributes ${kind} ${id} and has registered nothing for it`, { data: { plugin, kind, id } });

export const notActive = (plugin: string) => CodedError.of(pluginErrors, 'plugin.not-active', `${plugin} was deactivated`, { data: { plugin } });

export const limitReached = (plugin: string, what: string, limit: number) =>
  CodedError.of(pluginErrors, 'plugin.limit-reached', `${plugin} has ${limit} ${what} already`, { data: { plugin, what, limit } });

export const destinationClosed = (plugin: string) =>
  CodedError.of(pluginErrors, 'plugin.destination-closed', `this destination of ${plugin} is closed`, { data: { plugin } });
