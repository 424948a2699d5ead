import { posix } from 'node:path';
import type { EntryKind } from '../../../../src/shell/status/root-status.js';

interface Naive {
  changed: boolean;
  runningSinceMs: number | undefined;
  failedRuns: number;
  reason: number;
}

/**
 * The rules of src/shell/status, written for reading: everything is held, and every question goes through all of it. Folders are as they
 * are once they have come to rest.
 */
export class NaiveStatus {
  readonly listed = new Map<string, EntryKind>();
  readonly paths = new Map<string, Naive>();
  readonly external = new Map<string, 'problem' | 'in-progress'>();

  at(path: string): Naive {
    const found = this.paths.get(path) ?? { changed: false, runningSinceMs: undefined, failedRuns: 0, reason: 0 };
    this.paths.set(path, found);
    return found;
  }

  /** 3 problem, 2 in progress, 1 not yet protected, 0 as committed. */
  strength(path: string, nowMs: number, seenFrom: string | undefined): number {
    const { changed, runningSinceMs, failedRuns } = this.paths.get(path) ?? { changed: false, runningSinceMs: undefined, failedRuns: 0 };
    const isOwn = seenFrom === undefined || seenFrom === folderOf(path);
    const inProgress = runningSinceMs !== undefined && nowMs - runningSinceMs >= 3_000;
    const external = this.external.get(path);
    if (failedRuns >= (isOwn ? 1 : 2) || external === 'problem') return 3;
    if (inProgress || external === 'in-progress') return 2;
    return changed || runningSinceMs !== undefined || failedRuns > 0 ? 1 : 0;
  }

  shown(path: string, nowMs: number): string {
    const below = [...this.paths.keys(), ...this.external.keys()].filter(other => path !== other && isBelow(other, path));
    const strongest = Math.max(this.strength(path, nowMs, undefined), ...below.map(other => this.strength(other, nowMs, path)));
    if (strongest >= 2) return strongest === 3 ? 'problem' : 'in-progress';
    return strongest === 0 && this.listed.has(path) ? 'protected' : 'none';
  }
}

export function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}

export function isBelow(path: string, folder: string): boolean {
  return path !== '' && (folder === '' || path.startsWith(`${folder}/`));
}
