import type { SettingsStore } from '../ports/local-catalog-state.js';
import type { RunName } from '../vault/object-names.js';

/** A run object as it is recognised in a listing: its digest is that of randomly sealed bytes, so no two installations ever make the same one. */
export type IntendedRun = Pick<RunName, 'sequence' | 'sha256'>;

const PREFIX = 'run.intended.';

/**
 * The last run that this installation was about to commit, source by source. It is written durably before the run object is put: what the vault holds beyond it was written by somebody else.
 *
 * Kept with the writer's id, and copied with it where a disk is cloned: from then on the copies' intentions differ. Cost: one file sync a run.
 */
export class RunIntentions {
  readonly #settings: SettingsStore;

  constructor(settings: SettingsStore) {
    this.#settings = settings;
  }

  last(source: string): IntendedRun | undefined {
    return this.#settings.get(PREFIX + source) as IntendedRun | undefined;
  }

  /** Also takes a run of somebody else for one that this installation knows of; undefined: it knows of none. */
  record(source: string, run: IntendedRun | undefined): void {
    this.#settings.set(PREFIX + source, run && { sequence: run.sequence, sha256: run.sha256 });
  }
}
