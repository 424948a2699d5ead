import { map, type OperatorFunction } from 'rxjs';
import type { RelativePath, SourceEvent } from './source-event.js';

/**
 * Brings paths into the one form of `RelativePath`, so that later stages may compare strings.
 *
 * A change of the root itself, and a path that leaves the root (a source's defect or a replaced root), say nothing that
 * could be looked up: both become an overflow of the whole root. Unicode form and case are left alone, because two
 * names that differ only there are two files on Linux. Stateless: completion and errors pass through.
 */
export function normaliseStage(): OperatorFunction<SourceEvent, SourceEvent> {
  return map(event => {
    if (event.kind === 'overflow') return normalisedOverflow(event.folder);
    if (event.kind !== 'change') return event;
    const path = normalisePath(event.path);
    if (path === undefined || path === '') return { kind: 'overflow' };
    return path === event.path ? event : { ...event, path };
  });
}

function normalisedOverflow(folder: RelativePath | undefined): SourceEvent {
  const normalised = folder === undefined ? undefined : normalisePath(folder);
  return normalised === undefined ? { kind: 'overflow' } : { kind: 'overflow', folder: normalised };
}

/** `undefined` for a path that leaves the root. */
export function normalisePath(path: string): RelativePath | undefined {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.join('/');
}
