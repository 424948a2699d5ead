import type { MissedSlot } from '../../core/schedule/scheduler-events.js';
import type { Action, NewNotice } from '../../notifications/notice.js';
import type { BackupResult, RestoreResult, RunSummary, UndoResult } from '../../wire/verbs/results.js';

/** What happened, as notices: which kind, which words, which buttons. */

/** Told by the daily check from outside, and true no longer once an agent runs. */
export const NOT_RUNNING_KEY = 'agent-not-running';
export const VAULT_KEY = 'vault-unreachable';
const BACK_UP_NOW: Action = { name: 'back-up-now', call: { type: 'verb', verb: 'backup', params: { paths: [] } } };

export function failedKey(source: string): string {
  return `backup-failed/${source}`;
}

export function missedBackups(id: string, missed: readonly MissedSlot[], madeUp: boolean): NewNotice {
  const [first, last] = [missed[0], missed.at(-1)] as [MissedSlot, MissedSlot];
  return {
    id, kind: 'missed-backup', dedupeKey: 'missed-backup',
    values: { count: missed.length, first: wallTime(first.key), last: wallTime(last.key), because: last.because ?? last.reason, madeUp: madeUp ? 'yes' : 'no' },
    actions: [...(madeUp ? [] : [BACK_UP_NOW]), mute('missed-backup')],
  };
}

/** A run that saved what it could. */
export function incompleteRun({ source, sourceId, reason, number }: RunSummary): NewNotice {
  const details: Action[] = number === '' ? [] : [{ name: 'details', call: { type: 'run-details', number } }];
  return {
    kind: 'backup-failed', dedupeKey: failedKey(sourceId), source: sourceId, values: { source, reason: reason ?? 'several-errors' },
    actions: [...details, BACK_UP_NOW, mute('backup-failed')],
  };
}

/** A run that could not be made at all. */
export function failedRun(source: { readonly id: string; readonly name: string }, code: string, location: string): NewNotice {
  const isAway = code === 'store.gone' || code === 'store.io';
  const common = { source: source.id, actions: [BACK_UP_NOW, mute(isAway ? 'vault-unreachable' : 'backup-failed')] };
  return isAway ? { ...common, kind: 'vault-unreachable', dedupeKey: VAULT_KEY, values: { source: source.name, code, location } }
    : { ...common, kind: 'backup-failed', dedupeKey: failedKey(source.id), values: { source: source.name, code } };
}

/** A restore in place; elsewhere there is nothing to undo, and who asked sees what came of it. */
export function restoredInPlace({ number, files, directories, failed, dryRun, target }: RestoreResult, to: string | undefined): NewNotice | undefined {
  if (to !== undefined || dryRun || number === undefined || files + directories === 0) return undefined;
  return {
    id: `restore/${number}`, kind: 'restore-finished', values: { files, failed },
    actions: [{ name: 'undo', call: { type: 'verb', verb: 'undo', params: { number } } }, { name: 'details', call: { type: 'open', path: target } }],
  };
}

export function backedUp({ runs, errors }: BackupResult): NewNotice {
  return { kind: 'backup-finished', values: { files: runs.reduce((sum, run) => sum + run.files, 0), failed: errors.length } };
}

/** Beside the original: there is nothing to undo. */
export function copyRestored(name: string, folder: string): NewNotice {
  return { kind: 'copy-restored', values: { name }, actions: [{ name: 'details', call: { type: 'open', path: folder } }] };
}

export function commandFinished(title: string): NewNotice {
  return { kind: 'command-finished', values: { title } };
}

export function undone({ files, failed }: UndoResult): NewNotice {
  return { kind: 'undo-finished', values: { files, failed } };
}

export function disabledPlugin(plugin: string, code: string): NewNotice {
  return { kind: 'plugin-disabled', dedupeKey: `plugin-disabled/${plugin}`, values: { plugin, code }, actions: [mute('plugin-disabled')] };
}

function mute(kind: string): Action {
  return { name: 'mute', call: { type: 'mute', kind } };
}

/** `2026-11-22T12:30` as people write it. */
function wallTime(key: string): string {
  return key.replace('T', ' ');
}
