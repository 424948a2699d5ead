import { concat, defer, filter, merge, of, takeWhile, type Observable } from 'rxjs';
import { CodedError } from '../../base/coded-error.js';
import { watchErrors } from '../../terms/errors/watch-errors.js';
import type { ChangeSource } from './change-source.js';
import type { SourceEvent } from './source-event.js';

/**
 * A source that cannot report its losses, beside one that can.
 *
 * The two read queues of their own, so an overflow flag of the witness says nothing about the other's queue; its
 * changes do. Hence both are told, and each path is named once by the batch it falls into: what either sees is seen,
 * and what the witness loses is reported. Names that the primary cannot represent are no degradation here, because the
 * witness sees them. Ready when both are, and again when either is ready anew; the end of either ends the pair.
 */
export function witnessedSource(primary: ChangeSource, witness: ChangeSource): ChangeSource {
  return {
    name: `${primary.name}+${witness.name}`,
    reportsOverflow: witness.reportsOverflow,
    watch: (root, options) => defer(() => {
      const ready = new Set<ChangeSource>();
      const bothReady = (source: ChangeSource) => filter((event: SourceEvent) =>
        event.kind !== 'ready' || ready.add(source).size === 2);
      return merge(
        untilEnd(primary, primary.watch(root, options)).pipe(bothReady(primary), filter(event => !isUnwatchableName(event))),
        untilEnd(witness, witness.watch(root, options)).pipe(bothReady(witness)),
      ).pipe(takeWhile(event => event.kind !== 'error', true));
    }),
  };
}

/** A completion without an error would leave the other one alone in silence. */
function untilEnd(source: ChangeSource, events: Observable<SourceEvent>): Observable<SourceEvent> {
  const ended = defer(() => of<SourceEvent>({
    kind: 'error', error: CodedError.of(watchErrors, 'watch.source-ended', 'the change source completed', { data: { source: source.name } }),
  }));
  return concat(events, ended);
}

function isUnwatchableName(event: SourceEvent): boolean {
  return event.kind === 'degraded' && event.degradation.reason === 'unwatchable-name';
}
