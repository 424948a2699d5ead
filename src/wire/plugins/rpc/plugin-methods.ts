import * as v from 'valibot';
import type { MethodTable } from './method.js';
import {
  byteRange, commandArguments, contributionId, count, destinationLimits, handle, hookProblem, json, notice, nothing, objectInfo, objectName, plannedRun, pluginId, runs, shortText, text,
  virtualFolder,
} from './values.js';

const plugin = pluginId;
const ids = v.array(contributionId);

/** Ids of a manifest's contributions to which only code can give an action, so that the plugin's side can refuse any other at once. */
const registrable = v.object({ commands: ids, overlays: ids, noticeChannels: ids, runHooks: ids, schemes: v.array(shortText) });

/** What the agent calls on a plugin's side. A list of objects comes in pages, each asked for by the name that the one before ended with. */
export const PLUGIN_METHODS = {
  $activate: {
    params: v.object({
      plugin, version: shortText, folder: text(4096), main: text(1024), storage: text(4096), capabilities: v.array(shortText),
      proposals: v.array(shortText), apiVersion: shortText, language: v.picklist(['ja', 'en']),
      contributes: v.optional(registrable, { commands: [], overlays: [], noticeChannels: [], runHooks: [], schemes: [] }),
    }),
    result: nothing,
  },
  $deactivate: { params: v.object({ plugin }), result: nothing },
  /** Answers at once unless the event loop is blocked: what the unresponsiveness verdict rests on. */
  $ping: { params: v.object({}), result: nothing, urgent: true },
  '$commands.run': { params: v.object({ plugin, command: contributionId, args: commandArguments }), result: json },
  '$notices.deliver': { params: v.object({ plugin, channel: contributionId, notice }), result: nothing },
  '$runs.before': {
    params: v.object({ plugin, hook: contributionId, run: plannedRun }),
    result: v.object({
      folders: v.optional(v.pipe(v.array(virtualFolder), v.maxLength(100)), []), problems: v.optional(v.pipe(v.array(hookProblem), v.maxLength(100)), []),
    }),
  },
  '$runs.after': { params: v.object({ plugin, hook: contributionId, runs }), result: nothing },
  '$events.emit': { params: v.object({ plugin, event: v.picklist(['runs', 'sources', 'notices', 'configuration']), value: json }), result: nothing },
  '$destinations.open': {
    params: v.object({ plugin, scheme: shortText, url: text(4096) }),
    result: v.object({
      handle, capabilities: v.object({ conditionalPut: v.boolean(), durability: v.picklist(['synced', 'best-effort']), limits: v.optional(destinationLimits) }), tellsFreeSpace: v.boolean(),
    }),
  },
  '$destinations.put': {
    params: v.object({ plugin, handle, name: objectName, sizeBytes: count, ifAbsent: v.boolean() }), result: nothing, body: true,
  },
  '$destinations.get': { params: v.object({ plugin, handle, name: objectName, range: v.optional(byteRange) }), result: nothing, stream: true },
  '$destinations.head': { params: v.object({ plugin, handle, name: objectName }), result: v.optional(objectInfo) },
  '$destinations.list': {
    params: v.object({ plugin, handle, prefix: text(1024), after: v.optional(objectName) }),
    result: v.object({ objects: v.pipe(v.array(objectInfo), v.maxLength(1000)), more: v.boolean() }),
  },
  '$destinations.delete': { params: v.object({ plugin, handle, name: objectName }), result: nothing },
  '$destinations.freeSpace': { params: v.object({ plugin, handle }), result: v.optional(v.object({ freeBytes: count, totalBytes: count })) },
  '$destinations.close': { params: v.object({ plugin, handle }), result: nothing },
} as const satisfies MethodTable;

export type PluginMethods = typeof PLUGIN_METHODS;
