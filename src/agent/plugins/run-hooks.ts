import type { PlannedRun, Run } from '../../host/api/index.js';
import type { BeforeRunOutcome, HookProblem } from '../../host/main/run-hooks.js';
import type { RunSummary } from '../../wire/verbs/results.js';
import type { Workspace } from '../workspace.js';
import { asRun } from './as-run.js';
import type { HookedRun, HookedRunPlan, RunHooks } from './hooked-run.js';
import { codeOf, HookRows, ownFailure } from './run-hooks-rows.js';
import { virtualSource } from './virtual-sources.js';

/** What is needed of the plugin host. */
export interface HookHost {
  beforeRun(planned: PlannedRun, signal: AbortSignal): Promise<BeforeRunOutcome>;
  afterRun(runs: readonly Run[], signal: AbortSignal): Promise<readonly HookProblem[]>;
}

/** A service that a hook stopped should be started again even when the agent is about to end. */
const LAST_MS = 10_000;

/**
 * Lets plugins do their work around scheduled and manual runs: of whole sources, never around continuous saves, restores, or single files that a person backs up.
 *
 * Hooks run before the run takes its turn in the queue, so that continuous protection goes on while they work.
 */
export class PluginRunHooks implements RunHooks {
  readonly #workspace: Workspace;
  readonly #host: HookHost;

  constructor(workspace: Workspace, host: HookHost) {
    this.#workspace = workspace;
    this.#host = host;
  }

  async begin({ kind, sources, slot }: HookedRunPlan, signal: AbortSignal): Promise<HookedRun> {
    const { logger } = this.#workspace;
    const planned: PlannedRun = { kind, sources: sources.map(({ id, name, root }) => ({ id, name, root })) };
    const { folders, problems } = await this.#host.beforeRun(planned, signal).catch(async (failure: unknown) => {
      await this.#end(planned, [], signal); // some hooks may have done their part
      throw failure;
    });
    for (const { plugin, hook, onFailure, failure } of problems) logger.warn('a hook failed before a run', { plugin, hook, onFailure, code: codeOf(failure), failure: failure.message });
    const rows = new HookRows(this.#workspace, { kind, slot });
    const end = (runs: readonly RunSummary[], stopping: AbortSignal) => this.#end(planned, runs, stopping);
    const fatal = problems.find(({ onFailure }) => onFailure === 'fail');
    if (fatal) {
      for (const source of sources) rows.add(source, fatal.failure);
      await end([], signal);
      throw ownFailure(fatal.failure);
    }
    const skipping = new Map(problems.filter(({ onFailure }) => onFailure === 'skip').flatMap(problem => problem.sources.map(name => [name, problem] as const)));
    const skipped = sources.filter(({ name }) => skipping.has(name));
    for (const source of skipped) rows.add(source, (skipping.get(source.name) as HookProblem).failure);
    const warnings = Map.groupBy(problems.filter(({ onFailure }) => onFailure === 'warn'), ({ plugin }) => plugin);
    const work = folders.map(folder => {
      const told = warnings.get(folder.plugin) ?? [];
      warnings.delete(folder.plugin); // the plugin's first folder takes them
      return { source: virtualSource(this.#workspace, folder), scope: { type: 'all' } as const, problems: told.map(({ failure }) => ({ path: '', code: codeOf(failure), message: failure.message })) };
    });
    for (const [plugin, [first]] of warnings) if (first) rows.addPlugin(plugin, first.failure);
    const untold = [...skipping.values(), ...[...warnings.values()].flat()];
    const errors = [...new Set(untold)].map(({ plugin, failure }) => ({ path: plugin, code: codeOf(failure), message: failure.message }));
    return { work, skipped: new Set(skipped.map(({ id }) => id)), errors, number: rows.number, end };
  }

  async #end(planned: PlannedRun, runs: readonly RunSummary[], stopping: AbortSignal): Promise<void> {
    const { clock, logger } = this.#workspace;
    const limit = new AbortController();
    const hurry = () => clock.after(LAST_MS, () => limit.abort(new DOMException('the agent stops', 'AbortError')), { unref: true });
    if (stopping.aborted) hurry();
    else stopping.addEventListener('abort', hurry, { once: true });
    const made = new Set(runs.map(({ sourceId }) => sourceId));
    const notMade = planned.sources.filter(({ id }) => !made.has(id))
      .map(({ name }): Run => ({ source: name, kind: planned.kind, status: 'not-run', startedMs: clock.nowMs(), files: 0, bytes: 0, failed: 0 }));
    try {
      const problems = await this.#host.afterRun([...runs.map(asRun), ...notMade], limit.signal);
      for (const { plugin, hook, failure } of problems) logger.warn('a hook failed after a run', { plugin, hook, code: codeOf(failure), failure: failure.message });
    } catch (failure) {
      logger.warn('plugins could not be told of a run', { failure: String(failure) });
    } finally {
      stopping.removeEventListener('abort', hurry);
    }
  }
}
