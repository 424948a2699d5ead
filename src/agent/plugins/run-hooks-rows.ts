import { createHash } from 'node:crypto';
import { CodedError } from '../../base/coded-error.js';
import type { SourceSettings } from '../../core/backup/source-settings.js';
import { statusOfRun } from '../../terms/run-status.js';
import type { Workspace } from '../workspace.js';

/** Rows of the history for what plugins kept from being backed up: there is no run that could tell of it. */
export class HookRows {
  readonly #workspace: Workspace;
  readonly #run: { readonly kind: 'scheduled' | 'manual'; readonly slot: string | undefined };
  #number: number | undefined;

  constructor(workspace: Workspace, run: { readonly kind: 'scheduled' | 'manual'; readonly slot: string | undefined }) {
    this.#workspace = workspace;
    this.#run = run;
  }

  /** That of the rows written so far, which the rest of the run takes. */
  get number(): number | undefined {
    return this.#number;
  }

  /** A source that is left out. */
  add({ id, name, root }: Pick<SourceSettings, 'id' | 'name' | 'root'>, failure: CodedError): void {
    const { clock, state: { activities } } = this.#workspace;
    const { kind, slot } = this.#run;
    const code = codeOf(failure);
    const details = { name, root, slot, code };
    const row = activities.begin({ kind: 'backup', cause: kind, source: id, startedMs: clock.nowMs(), status: 'running', details }, this.#number);
    this.#number ??= row.number;
    activities.finish({ ...row, finishedMs: clock.nowMs(), status: statusOfRun([code]) });
  }

  /** A plugin whose hook failed before it had made anything. */
  addPlugin(plugin: string, failure: CodedError): void {
    this.add({ id: createHash('sha256').update(plugin).digest('hex').slice(0, 32), name: plugin, root: '' }, failure);
  }
}

/** The plugin's own failure where it told one: it says more than that a hook failed. */
export function ownFailure(failure: CodedError): CodedError {
  const { code, cause } = failure;
  return code === 'plugin.hook-failed' && cause instanceof CodedError ? cause : failure;
}

export function codeOf(failure: CodedError): string {
  return ownFailure(failure).code;
}
