import { defer, map, merge, mergeMap, type Observable, type OperatorFunction } from 'rxjs';
import { PathBuffer } from './path-buffer.js';
import type { RelativePath } from './source-event.js';

/** What waits to be handed over: paths, or the fact that dirty ranges wait for a scan. */
export type Pending =
  | { readonly kind: 'changes'; readonly paths: readonly RelativePath[] }
  | { readonly kind: 'rescan-due' };

export type HandedOver =
  | { readonly kind: 'changes'; readonly paths: readonly RelativePath[] }
  | { readonly kind: 'rescan' }
  /** Not a piece of work: the bound was passed, and this folder's paths were given up for a rescan. */
  | { readonly kind: 'overflowed'; readonly folder: RelativePath };

export interface HandOverOptions {
  /** Each emission asks for one piece of work; asking twice before one came asks once. */
  readonly demand: Observable<unknown>;
  readonly maxPaths: number; // paths that may wait while the receiver is busy
}

/**
 * Backpressure: emits one piece of work per demand and merges what arrives in between.
 *
 * Paths and rescans take turns when both wait, so neither starves the other. Memory is bounded: past `maxPaths` the
 * most crowded folder is given up and told as `overflowed` at once. Completes with the input once nothing waits or no
 * demand can come; an error of the input passes at once. Unsubscribing forgets what waits.
 */
export function handOverStage({ demand, maxPaths }: HandOverOptions): OperatorFunction<Pending, HandedOver> {
  return pending => defer(() => {
    const buffer = new PathBuffer(maxPaths);
    let rescanDue = false;
    let rescanIsNext = false;
    let asked = false;

    const next = (): readonly HandedOver[] => {
      if (!asked || (buffer.isEmpty && !rescanDue)) return [];
      asked = false;
      const rescans = rescanDue && (rescanIsNext || buffer.isEmpty);
      rescanIsNext = !rescans;
      if (!rescans) return [{ kind: 'changes', paths: buffer.take() }];
      rescanDue = false;
      return [{ kind: 'rescan' }];
    };
    const accept = (item: Pending): readonly HandedOver[] => {
      if (item.kind === 'rescan-due') {
        rescanDue = true;
        return next();
      }
      const given = new Set(item.paths.map(path => buffer.add(path)).filter(folder => folder !== undefined));
      return [...[...given].map((folder): HandedOver => ({ kind: 'overflowed', folder })), ...next()];
    };
    return merge(
      demand.pipe(map(() => {
        asked = true;
        return next();
      })),
      pending.pipe(map(accept)),
    ).pipe(mergeMap(items => items));
  });
}
