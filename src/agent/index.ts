import { systemClock } from '../base/clock.js';
import { CodedError } from '../base/coded-error.js';
import { writeCrashReport } from '../platform/logging/crash-reports.js';
import type { VerbContext } from '../shell/endpoint/connection.js';
import { serveEndpoint } from '../shell/adapters/endpoint-server.js';
import type { VerbName, VerbParams, VerbResults } from '../wire/verbs/verb-table.js';
import { endpointAccess } from './endpoint-access.js';
import { lendingNotices } from './notices/lease.js';
import { filesOf, type Place } from './place.js';
import { servePlugins } from './plugins/serve-plugins.js';
import { VerbRouter } from './verbs/verb-router.js';
import { openWorkspace } from './workspace.js';

export async function up(...parameters: Parameters<typeof import('./up.js').up>): Promise<void> {
  const [place] = parameters;
  try {
    await (await import('./up.js')).up(...parameters);
  } catch (failure) {
    if (isUnforeseen(failure)) writeCrashReport(failure, { folder: filesOf(place).crashes, program: place.program, clock: systemClock });
    throw failure;
  }
}

/** Explorer's extension for all users of a Windows PC; it needs no state folder. */
export async function changeExplorer(...parameters: Parameters<typeof import('./shell/explorer-for-all-users.js').changeExplorer>): Promise<readonly string[]> {
  return (await import('./shell/explorer-for-all-users.js')).changeExplorer(...parameters);
}

/** The same from the process that a person allowed. */
export async function changeExplorerElevated(words: readonly string[]): Promise<0 | 1> {
  return (await import('./shell/explorer-for-all-users.js')).changeExplorerElevated(words);
}

/** Neither an error with a remedy nor a cancellation. */
function isUnforeseen(failure: unknown): boolean {
  if (failure instanceof CodedError) return failure.kind === 'bug';
  return !(failure instanceof Error && failure.name === 'AbortError');
}

/** The agent's core in this process, for one command while no agent runs. */
export interface InProcessRunner {
  call<N extends VerbName>(verb: N, params: VerbParams<N>, context: VerbContext): Promise<VerbResults[N]>;
  /** Other commands that it serves. */
  readonly guests: number;
  /** Waits for these first. */
  dispose(): Promise<void>;
}

/** Of a state folder that does not open, logs can be exported all the same; every other verb fails as opening did. */
function rescueRunner(place: Place, failure: unknown): { readonly rescue: InProcessRunner } {
  if (failure instanceof CodedError && failure.code === 'agent.already-running') throw failure;
  return {
    rescue: {
      guests: 0,
      call: async (verb, params, context) => {
        if (verb !== 'export-logs') throw failure;
        const { exportLogs } = await import('./verbs/export-logs-verb.js');
        const { rescuedSource } = await import('./export/support-source.js');
        return await exportLogs(rescuedSource(place), params as VerbParams<'export-logs'>, context) as VerbResults[typeof verb];
      },
      dispose: () => Promise.resolve(),
    },
  };
}

/**
 * Opens the state folder for one command. It holds the lock and serves the endpoint meanwhile, so that another command can ask for the status of a long
 * one, or cancel it.
 *
 * Fails with `agent.already-running` when another process has the lock but does not answer at the endpoint.
 */
export async function openVerbRunner(place: Place): Promise<InProcessRunner> {
  const workspace = await openWorkspace(place, { secret: place.surroundings.environment['MAMORI_PASSPHRASE'] || undefined }).catch((failure: unknown) => rescueRunner(place, failure));
  if ('rescue' in workspace) return workspace.rescue;
  const router = new VerbRouter({
    workspace, protection: undefined, stop: undefined,
    lendNotices: lendingNotices(workspace, (verb, params, context) => router.call(verb, params, context), () => undefined),
    get plugins() {
      return workspace.plugins;
    },
  });
  servePlugins(workspace, (verb, params, context) => router.call(verb, params, context), { off: place.surroundings.environment['MAMORI_NO_PLUGINS'] === '1' });
  const endpoint = await serveEndpoint({ address: place.address, access: endpointAccess(workspace.logger), handler: router, logger: workspace.logger, program: place.program });
  return {
    call: (verb, params, context) => router.call(verb, params, context),
    get guests() {
      return endpoint.guests;
    },
    dispose: async () => {
      await endpoint.drained();
      await endpoint.dispose();
      await workspace.dispose();
    },
  };
}
