import type { Logger } from '../../../base/logger.js';
import type { CapabilityName, PluginId } from '../../../wire/plugins/manifest/index.js';
import type { AgentMethods } from '../../../wire/plugins/rpc/agent-methods.js';
import { notContributed } from '../../refusals.js';
import type { Handlers } from '../../rpc/index.js';
import type { ContributionIndex, IndexedKind } from '../contribution-index.js';
import type { PluginConfiguration } from '../plugin-configuration.js';
import type { CommandCall, HostServices } from '../services.js';
import type { OutputLog } from './output-log.js';
import type { RateBudget } from './rate-budget.js';
import type { EventName, RegistrationBook } from './registrations.js';

/** What the agent's answers to plugins are made from. */
export interface AgentSide {
  readonly services: HostServices;
  readonly index: ContributionIndex;
  readonly configuration: PluginConfiguration;
  readonly registrations: RegistrationBook;
  readonly output: OutputLog;
  readonly lines: RateBudget;
  readonly notices: RateBudget;
  readonly logger: Logger;
  /** What the person granted to an installed plugin. */
  grantsOf(plugin: PluginId): readonly CapabilityName[];
  isActive(plugin: PluginId): boolean;
  execute(command: string, call: CommandCall, signal: AbortSignal): Promise<unknown>;
  emit(plugin: PluginId, event: EventName, value: unknown, signal: AbortSignal): Promise<unknown>;
}

/** The methods of one area. */
export type Answers<M extends keyof AgentMethods> = Pick<Handlers<AgentMethods>, M>;

/** The schema of the border has checked the form; this is the type that goes with it. */
export const idOf = (plugin: string) => plugin as PluginId;

/** @throws CodedError `plugin.not-contributed` unless the plugin's own manifest has it */
export function checkOwn({ index }: AgentSide, plugin: string, kind: IndexedKind, id: string): void {
  if (index.find(kind, id)?.plugin !== plugin) throw notContributed(plugin, kind, id);
}

/** The answer of a method that has none, when the work is done. */
export async function nothing(work: void | Promise<void>): Promise<undefined> {
  await work;
  return undefined;
}
