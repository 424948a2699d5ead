import type { RunScope } from '../core/backup/backup-runner.js';
import type { SettingsStore } from '../core/ports/local-catalog-state.js';
import type { OpenedVault } from './vault/vault-link.js';
import type { Workspace } from './workspace.js';

/** The month in which deletions were last compared, per source: `2026-11`. */
const COMPARED = 'deletions-compared/';
/** That something of a source was deleted in the vault and has not been saved again. */
const DELETED_THERE = 'deleted-in-vault/';

interface Compared {
  readonly source: { readonly id: string };
  readonly kind: 'scheduled' | 'manual' | 'continuous' | 'restore';
  readonly scope: RunScope;
}

/**
 * Whether a run leaves in the vault, as if it were still there, what is gone from the PC (setting compare.delete).
 *
 * Once a month means: by the first scheduled or manual run of the whole source that comes to its end. A run before a restore always tells the truth, or the restore could not be undone.
 */
export function keepsDeleted({ settings, state, clock }: Pick<Workspace, 'settings' | 'state' | 'clock'>, { source, kind, scope }: Compared): boolean {
  const rule = settings.current.preferences['compare.delete'];
  if (kind === 'restore' || rule === 'every-run') return false;
  return rule === 'off' || !isWhole(kind, scope) || state.settings.get(`${COMPARED}${source.id}`) === monthOf(clock.nowMs());
}

/** To be called when a run came to its end: the month's comparison is done. */
export function deletionsCompared({ state, clock }: Pick<Workspace, 'state' | 'clock'>, { source, kind, scope }: Compared): void {
  if (isWhole(kind, scope)) state.settings.set(`${COMPARED}${source.id}`, monthOf(clock.nowMs()));
}

/** Notes that something was deleted in the vault which scans go on to take for saved (setting compare.upload is off). */
export function deletedInVault(state: SettingsStore, source: string): void {
  state.set(`${DELETED_THERE}${source}`, true);
}

/** Has the next scan take for new what was deleted in the vault while compare.upload was off. */
export async function compareUploads({ settings, state }: Pick<Workspace, 'settings' | 'state'>, { images }: Pick<OpenedVault, 'images'>, source: string): Promise<void> {
  if (!settings.current.preferences['compare.upload'] || state.settings.get(`${DELETED_THERE}${source}`) !== true) return;
  await images.giveUp(source); // first: a crash in between repeats it
  state.settings.set(`${DELETED_THERE}${source}`, undefined);
}

function isWhole(kind: Compared['kind'], scope: RunScope): boolean {
  return scope.type === 'all' && (kind === 'scheduled' || kind === 'manual');
}

/** By the local calendar, as people count months. */
function monthOf(ms: number): string {
  const date = new Date(ms);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
}
