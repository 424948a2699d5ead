import { filter, type MonoTypeOperatorFunction } from 'rxjs';
import type { Exclusion } from './change-source.js';
import type { RelativePath, SourceEvent } from './source-event.js';

export interface ExcludeOptions {
  readonly excluded: Exclusion;
}

/**
 * Drops changes of what the person excluded, and losses that lie wholly inside it.
 *
 * Every folder on the way is asked, so that a rule for a folder holds for what lies below it. Everything but changes
 * and losses passes. Stateless: completion and errors pass through.
 */
export function excludeStage({ excluded }: ExcludeOptions): MonoTypeOperatorFunction<SourceEvent> {
  return filter(event => {
    const path = event.kind === 'change' ? event.path : event.kind === 'overflow' ? event.folder : undefined;
    return path === undefined || !isExcluded(path, excluded);
  });
}

/** Whether the path or a folder above it is excluded; the root never is. */
export function isExcluded(path: RelativePath, excluded: Exclusion): boolean {
  for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
    if (excluded(path.slice(0, end))) return true;
  }
  return path !== '' && excluded(path);
}
