import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../../src/base/coded-error.js';
import type { SourceEvent } from '../../../../src/core/watch/source-event.js';
import { witnessedSource } from '../../../../src/core/watch/witnessed-source.js';
import { watchErrors } from '../../../../src/terms/errors/watch-errors.js';
import { ScriptedChangeSource } from '../../../fakes/scripted-change-source.js';

function observed() {
  const primary = new ScriptedChangeSource('chokidar', false);
  const witness = new ScriptedChangeSource('engine', true);
  const events: SourceEvent[] = [];
  const result = { primary, witness, events, completed: false };
  const pair = witnessedSource(primary, witness);
  expect([pair.name, pair.reportsOverflow]).toEqual(['chokidar+engine', true]);
  pair.watch('/r', { excluded: () => false }).subscribe({
    next: event => events.push(event), complete: () => { result.completed = true; },
  });
  return result;
}

describe('witnessed source', () => {
  it('is ready once both are', () => {
    const { primary, witness, events } = observed();
    primary.tell({ kind: 'ready' });
    expect(events).toEqual([]);
    witness.tell({ kind: 'ready' });
    expect(events).toEqual([{ kind: 'ready' }]);
    witness.tell({ kind: 'ready' });
    expect(events).toHaveLength(2);
  });

  it('is not ready because one of them says so twice', () => {
    const { witness, events } = observed();
    witness.tell({ kind: 'ready' }, { kind: 'ready' });
    expect(events).toEqual([]);
  });

  it('tells what either sees, and what the witness loses', () => {
    const { primary, witness, events } = observed();
    primary.change('a');
    witness.change('b');
    witness.tell({ kind: 'overflow' });
    expect(events.map(event => event.kind === 'change' ? event.path : event.kind)).toEqual(['a', 'b', 'overflow']);
  });

  it('does not call names unwatchable that the witness sees', () => {
    const { primary, witness, events } = observed();
    primary.tell({ kind: 'degraded', degradation: { reason: 'unwatchable-name', folder: 'caf\udce9' } });
    witness.tell({ kind: 'degraded', degradation: { reason: 'watch-limit', needed: 2, allowed: 1 } });
    expect(events).toMatchObject([{ degradation: { reason: 'watch-limit' } }]);
  });

  it('ends with the error of either and lets go of the other', () => {
    const observation = observed();
    observation.witness.fail(CodedError.of(watchErrors, 'watch.failed', 'gone'));
    expect(observation.events).toMatchObject([{ kind: 'error', error: { code: 'watch.failed' } }]);
    expect([observation.completed, observation.primary.isActive]).toEqual([true, false]);
  });

  it('takes a silent end of one for an error', () => {
    const observation = observed();
    observation.primary.complete();
    expect(observation.events).toMatchObject([{ kind: 'error', error: { code: 'watch.source-ended' } }]);
    expect([observation.completed, observation.witness.isActive]).toEqual([true, false]);
  });
});
