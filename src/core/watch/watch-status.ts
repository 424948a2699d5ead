import type { CodedError } from '../../base/coded-error.js';
import { NOTHING_DIRTY, type RecorderState } from './dirty-range-recorder.js';
import type { RelativePath, SourceEvent } from './source-event.js';

/** How well a root is watched, for `status`, `why` and the trust flag of the file manager's table. */
export interface WatchStatus {
  readonly root: string;
  readonly source: string; //                name of the active source
  readonly phase: 'starting' | 'watching' | 'failed' | 'stopped';
  /** Whether "committed" may be shown as "protected" below this root, but for what `blindFolders` names. */
  readonly trusted: boolean;
  readonly error: CodedError | undefined; // why it failed; the next attempt is made by itself
  readonly watchLimit: { readonly needed: number; readonly allowed: number } | undefined;
  /** Folders in which changes are not seen, but found by forced rescans. */
  readonly blindFolders: readonly RelativePath[];
  /** Set where scans at an interval stand in for events. */
  readonly forcedRescanMs: number | undefined;
  readonly ranges: RecorderState;
}

/** Blind folders that are listed one by one; past it the whole root counts as blind. */
const MAX_BLIND_FOLDERS = 1_000;

/** When scans at an interval are needed: always, or only while something is not watched. */
export interface ForcedRescans {
  readonly intervalMs: number;
  readonly always: boolean;
}

export function startingStatus(root: string, source: string, rescans: ForcedRescans): WatchStatus {
  return derived({
    root, source, phase: 'starting', trusted: false, error: undefined, watchLimit: undefined, blindFolders: [],
    forcedRescanMs: undefined, ranges: NOTHING_DIRTY,
  }, rescans);
}

/** The status after an event of the source; the same object when nothing changed. */
export function afterEvent(status: WatchStatus, event: SourceEvent, rescans: ForcedRescans): WatchStatus {
  switch (event.kind) {
    case 'change':
    case 'overflow':
      return status;
    case 'ready':
      return derived({ ...status, phase: 'watching', error: undefined }, rescans);
    case 'error': // a new attempt will say anew what it cannot see
      return derived({ ...status, phase: 'failed', error: event.error, watchLimit: undefined, blindFolders: [] }, rescans);
    case 'degraded': {
      const { degradation } = event;
      if (degradation.reason === 'watch-limit') {
        return derived({ ...status, watchLimit: { needed: degradation.needed, allowed: degradation.allowed } }, rescans);
      }
      if (status.blindFolders.includes(degradation.folder)) return status;
      const blindFolders = status.blindFolders.length < MAX_BLIND_FOLDERS ? [...status.blindFolders, degradation.folder] : [''];
      return derived({ ...status, blindFolders }, rescans);
    }
  }
}

export function afterRanges(status: WatchStatus, ranges: RecorderState): WatchStatus {
  return { ...status, ranges, trusted: isTrusted({ ...status, ranges }) };
}

export function afterStop(status: WatchStatus): WatchStatus {
  return { ...status, phase: 'stopped', trusted: false };
}

function derived(status: WatchStatus, { intervalMs, always }: ForcedRescans): WatchStatus {
  const forced = always || status.phase === 'failed' || status.watchLimit !== undefined || status.blindFolders.length > 0;
  return { ...status, forcedRescanMs: forced ? intervalMs : undefined, trusted: isTrusted(status) };
}

/** Trusted only when the watch is complete and nothing is known to have been missed. */
function isTrusted({ phase, watchLimit, blindFolders, ranges }: WatchStatus): boolean {
  return phase === 'watching' && watchLimit === undefined && !blindFolders.includes('') && ranges.distrusted === 0;
}
