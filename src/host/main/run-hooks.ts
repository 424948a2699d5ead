import type { Clock } from '../../base/clock.js';
import { CodedError } from '../../base/coded-error.js';
import { errorDefinitions, isErrorCode } from '../../terms/errors/index.js';
import { pluginErrors } from '../../terms/errors/plugin-errors.js';
import type { PluginId, RunHookContribution } from '../../wire/plugins/manifest/index.js';
import type { PlannedRun, Run, VirtualFolder } from '../api/index.js';
import type { Contributed, ContributionIndex } from './contribution-index.js';
import type { PluginRunner } from './hosts/plugin-runner.js';
import { liesBelow } from './lies-below.js';

/** A folder that a hook made, and whose it is. */
export interface HookFolder extends VirtualFolder {
  readonly plugin: PluginId;
  readonly hook: string;
}

/** A hook that failed, and what its manifest says is to follow. */
export interface HookProblem {
  readonly plugin: PluginId;
  readonly hook: string;
  /** `skip`: do not run the sources it covers; `warn`: tell and go on; `fail`: the run ends as failed. */
  readonly onFailure: RunHookContribution['onFailure'];
  /** Names of the sources of this run that the hook covers. */
  readonly sources: readonly string[];
  /** `plugin.hook-timeout`, or `plugin.hook-failed` with the plugin's own failure as cause and its code in the data; of a problem that the hook told (then a `warn`), its own. */
  readonly failure: CodedError;
}

export interface BeforeRunOutcome {
  readonly folders: readonly HookFolder[];
  readonly problems: readonly HookProblem[];
}

export interface RunHooksParts {
  readonly index: ContributionIndex;
  readonly runner: Pick<PluginRunner, 'call'>;
  readonly clock: Clock;
  readonly storageOf: (plugin: PluginId) => string | undefined;
}

interface Hook extends Contributed<RunHookContribution> {
  readonly sources: readonly string[];
}

/**
 * Asks plugins around runs: one hook after the other, in the order of installation, each within its own time limit. What a hook does wrong is a problem in the answer and
 * never an exception; only the caller's own signal ends it early, with its reason.
 */
export class RunHooks {
  readonly #parts: RunHooksParts;

  constructor(parts: RunHooksParts) {
    this.#parts = parts;
  }

  async before(planned: PlannedRun, signal: AbortSignal): Promise<BeforeRunOutcome> {
    const folders: HookFolder[] = [];
    const told: HookProblem[] = [];
    const problems = await this.#each(this.#hooks('before', planned.kind, planned.sources.map(({ name }) => name)), signal, async (hook, limited) => {
      const { plugin, value: { id } } = hook;
      const run = { kind: planned.kind, sources: planned.sources.filter(({ name }) => hook.sources.includes(name)) };
      const answer = await this.#parts.runner.call(plugin, '$runs.before', { hook: id, run }, { signal: limited });
      const made = answer.folders.map(folder => ({ ...folder, plugin, hook: id }));
      this.#checkFolders(plugin, made, folders);
      folders.push(...made);
      told.push(...answer.problems.map(({ code, message }): HookProblem => ({ plugin, hook: id, onFailure: 'warn', sources: hook.sources, failure: toldFailure(code, message) })));
    });
    return { folders, problems: [...problems, ...told] };
  }

  /** Each hook is told of the runs that it covers; also after a failed run. */
  async after(runs: readonly Run[], signal: AbortSignal): Promise<readonly HookProblem[]> {
    const kinds = ['scheduled', 'manual'] as const;
    const problems = await Promise.all(kinds.map(kind => {
      const ofKind = runs.filter(run => run.kind === kind);
      return this.#each(this.#hooks('after', kind, ofKind.map(({ source }) => source)), signal, async (hook, limited) => {
        const covered = ofKind.filter(({ source }) => hook.sources.includes(source));
        await this.#parts.runner.call(hook.plugin, '$runs.after', { hook: hook.value.id, runs: covered }, { signal: limited });
      });
    }));
    return problems.flat();
  }

  #hooks(phase: RunHookContribution['phase'], kind: 'scheduled' | 'manual', sources: readonly string[]): readonly Hook[] {
    return [...this.#parts.index.all('runHook').values()].flatMap(({ plugin, value }): readonly Hook[] => {
      if (value.phase !== phase || !value.runs.includes(kind)) return [];
      const covered = [...new Set(sources.filter(name => value.sources?.includes(name) ?? true))];
      return covered.length === 0 ? [] : [{ plugin, value, sources: covered }];
    });
  }

  async #each(hooks: readonly Hook[], signal: AbortSignal, work: (hook: Hook, limited: AbortSignal) => Promise<void>): Promise<readonly HookProblem[]> {
    const problems: HookProblem[] = [];
    for (const hook of hooks) {
      signal.throwIfAborted();
      const { plugin, value: { id, timeLimitSeconds, onFailure }, sources } = hook;
      const limit = new AbortController();
      const timer = this.#parts.clock.after(timeLimitSeconds * 1000, () => limit.abort(hookTimeout(plugin, id, timeLimitSeconds)), { unref: true });
      try {
        await work(hook, AbortSignal.any([signal, limit.signal]));
      } catch (failure) {
        signal.throwIfAborted();
        problems.push({ plugin, hook: id, onFailure, sources, failure: asHookFailure(plugin, id, failure) });
      } finally {
        timer.cancel();
      }
    }
    return problems;
  }

  /** A folder elsewhere would put files under a plugin's name into the vault that it may not even read; a name names one history. */
  #checkFolders(plugin: PluginId, made: readonly HookFolder[], before: readonly HookFolder[]): void {
    const storage = this.#parts.storageOf(plugin);
    const outside = made.find(({ path }) => storage === undefined || !liesBelow(storage, path));
    if (outside) throw new Error(`the folder ${outside.path} is not below the plugin's storage`);
    const names = [...before, ...made].map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw new Error(`two folders are named ${twice}`);
  }
}

function hookTimeout(plugin: PluginId, hook: string, limitSeconds: number): CodedError {
  return CodedError.of(pluginErrors, 'plugin.hook-timeout', `${plugin}: ${hook} took longer than ${limitSeconds} s`, { data: { plugin, hook, limitSeconds } });
}

function toldFailure(code: string, message: string): CodedError {
  return new CodedError(code, message, isErrorCode(code) ? errorDefinitions[code] : errorDefinitions['plugin.failed']);
}

function asHookFailure(plugin: PluginId, hook: string, failure: unknown): CodedError {
  if (failure instanceof CodedError && failure.code === 'plugin.hook-timeout') return failure;
  const detail = failure instanceof Error ? failure.message : String(failure);
  const reason = failure instanceof CodedError ? failure.code : null;
  return CodedError.of(pluginErrors, 'plugin.hook-failed', `${plugin}: ${hook}: ${detail}`, { data: { plugin, hook, detail: detail.slice(0, 500), reason }, cause: failure });
}
