import type { Proposed, Restores, RunHook, Runs, Sources, Versions } from '../../api/index.js';
import { proposalMissing } from '../../refusals.js';
import type { Handlers } from '../../rpc/index.js';
import type { PluginCalls } from '../plugin-side.js';
import type { ApiLife } from './api-life.js';
import { HandlerTable } from './handler-table.js';

export interface ProtectionApi {
  readonly sources: Sources;
  readonly runs: Runs;
  readonly versions: Versions;
  readonly restore: Restores;
  readonly proposed: Proposed;
}

/** What is protected, and bringing it back. */
export function protectionApi(life: ApiLife): { readonly api: ProtectionApi; readonly handlers: Pick<Handlers<PluginCalls>, '$runs.before' | '$runs.after'> } {
  const hooks = new HandlerTable<RunHook>({
    life, kind: 'run hook', contributed: life.activation.contributes.runHooks,
    announce: (hook, { before, after }) => life.call('$runs.registerHook', { hook, before: before !== undefined, after: after !== undefined }),
    retract: hook => life.tell('$runs.unregisterHook', { hook }),
  });
  return {
    api: {
      sources: { list: () => life.call('$sources.list', {}), explain: paths => life.call('$sources.explain', { paths }) },
      runs: {
        list: ({ limit } = {}) => life.call('$runs.list', { limit }),
        start: ({ paths, signal } = {}) => life.call('$runs.start', { paths }, { signal }),
        registerHook: (hook, implementation) => hooks.register(hook, implementation),
      },
      versions: { list: path => life.call('$versions.list', { path }), find: (pattern, { limit } = {}) => life.call('$versions.find', { pattern, limit }) },
      restore: { start: ({ signal, ...options }) => life.call('$restore.start', options, { signal }) },
      proposed: { readVersion: (path, version, { signal } = {}) => readVersion(life, { path, version }, signal) },
    },
    handlers: {
      '$runs.before': async ({ hook, run }, { signal }) => {
        const { folders = [], problems = [] } = await hooks.find(hook).before?.(run, signal) ?? {};
        return { folders, problems };
      },
      '$runs.after': async ({ hook, runs }, { signal }) => {
        await hooks.find(hook).after?.(runs, signal);
        return undefined;
      },
    },
  };
}

async function* readVersion(life: ApiLife, what: { readonly path: string; readonly version: number }, signal: AbortSignal | undefined): AsyncIterable<Uint8Array> {
  if (!life.activation.proposals.includes('versionContent')) throw proposalMissing(life.plugin, 'versionContent');
  const { stream } = await life.call('$versions.read', what, { signal });
  yield* stream;
}
