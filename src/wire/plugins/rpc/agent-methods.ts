import * as v from 'valibot';
import type { MethodTable } from './method.js';
import {
  commandArguments, contributionId, count, explanation, json, newNotice, nothing, path, paths, pluginId, run, runs, shortText, source, text, version,
} from './values.js';

const plugin = pluginId;
const key = v.pipe(v.string(), v.minLength(1), v.maxLength(128));
const contextValue = v.optional(v.union([v.boolean(), v.number(), text(1024)]));

/** What a plugin's side calls on the agent. Every call says for which plugin of its host it speaks. */
export const AGENT_METHODS = {
  '$commands.register': { params: v.object({ plugin, command: contributionId }), result: nothing },
  '$commands.unregister': { params: v.object({ plugin, command: contributionId }), result: nothing },
  '$commands.execute': { params: v.object({ plugin, command: contributionId, args: commandArguments }), result: json },
  '$commands.list': { params: v.object({ plugin }), result: v.array(contributionId) },
  '$menus.setContext': { params: v.object({ plugin, key, value: contextValue }), result: nothing },
  '$overlays.assign': {
    params: v.object({
      plugin, overlay: contributionId,
      marks: v.pipe(v.array(v.object({ path, state: v.picklist(['in-progress', 'problem']), reason: shortText })), v.maxLength(1000)),
    }),
    result: nothing,
  },
  '$notices.show': { params: v.object({ plugin, notice: newNotice }), result: shortText },
  '$notices.registerChannel': { params: v.object({ plugin, channel: contributionId }), result: nothing },
  '$notices.unregisterChannel': { params: v.object({ plugin, channel: contributionId }), result: nothing },
  '$sources.list': { params: v.object({ plugin }), result: v.array(source) },
  '$sources.explain': { params: v.object({ plugin, paths: v.pipe(paths, v.maxLength(1000)) }), result: v.array(explanation) },
  '$runs.list': { params: v.object({ plugin, limit: v.optional(v.pipe(count, v.maxValue(1000)), 100) }), result: runs },
  '$runs.start': { params: v.object({ plugin, paths: v.optional(paths, []) }), result: v.array(run) },
  '$runs.registerHook': { params: v.object({ plugin, hook: contributionId, before: v.boolean(), after: v.boolean() }), result: nothing },
  '$runs.unregisterHook': { params: v.object({ plugin, hook: contributionId }), result: nothing },
  '$versions.list': { params: v.object({ plugin, path }), result: v.array(version), capability: 'files.read' },
  '$versions.find': {
    params: v.object({ plugin, pattern: text(4096), limit: v.optional(v.pipe(count, v.maxValue(1000)), 1000) }), result: v.array(path),
    capability: 'files.read',
  },
  '$versions.read': {
    params: v.object({ plugin, path, version: count }), result: v.object({ sizeBytes: count }), capability: 'files.read', stream: true,
  },
  '$restore.start': {
    params: v.object({
      plugin, paths: v.pipe(paths, v.minLength(1)), version: v.exactOptional(count), at: v.exactOptional(text(64)), to: v.exactOptional(path),
      overwrite: v.optional(v.picklist(['never', 'if-changed', 'always']), 'if-changed'),
    }),
    result: v.object({ restored: count, failed: v.array(v.object({ path, code: shortText })) }),
    capability: 'files.write',
  },
  '$destinations.register': { params: v.object({ plugin, scheme: shortText }), result: nothing, capability: 'destinations' },
  '$destinations.unregister': { params: v.object({ plugin, scheme: shortText }), result: nothing, capability: 'destinations' },
  '$configuration.get': { params: v.object({ plugin, key }), result: json },
  '$configuration.update': { params: v.object({ plugin, key, value: json }), result: nothing },
  '$secrets.get': { params: v.object({ plugin, key }), result: v.optional(text(65_536)), capability: 'secrets' },
  '$secrets.set': { params: v.object({ plugin, key, value: text(65_536) }), result: nothing, capability: 'secrets' },
  '$secrets.delete': { params: v.object({ plugin, key }), result: nothing, capability: 'secrets' },
  '$state.get': { params: v.object({ plugin, key }), result: json },
  '$state.update': { params: v.object({ plugin, key, value: json }), result: nothing },
  '$state.keys': { params: v.object({ plugin }), result: v.array(key) },
  '$events.subscribe': { params: v.object({ plugin, event: v.picklist(['runs', 'sources', 'notices', 'configuration']) }), result: nothing },
  '$events.unsubscribe': { params: v.object({ plugin, event: v.picklist(['runs', 'sources', 'notices', 'configuration']) }), result: nothing },
  '$output.append': { params: v.object({ plugin, channel: shortText, line: text(16_384) }), result: nothing },
  '$log.write': { params: v.object({ plugin, level: v.picklist(['debug', 'info', 'warn', 'error']), message: text(16_384) }), result: nothing },
} as const satisfies MethodTable;

export type AgentMethods = typeof AGENT_METHODS;
