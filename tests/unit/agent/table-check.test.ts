import { describe, expect, it } from 'vitest';
import { tableVerdict, type TableSurroundings } from '../../../src/agent/verbs/table-check.js';
import { TABLE_FOUND, type TableExamination } from '../../../src/shell/ports/shim-library.js';

const OWN = 7;
const published: TableExamination = { found: 'published', writerPid: OWN, format: 1, generation: 3, silentMs: 400 };
const surroundings: TableSurroundings = { folder: '/run/user/1000/mamori', process: OWN, isUsersGroup: true, shim: 'ABI 3, koffi' };

describe('what doctor says of the status table', () => {
  it('says that it is well where this agent publishes it', () => {
    expect(tableVerdict(published, surroundings)).toEqual({ name: 'status table', state: 'ok', detail: 'ABI 3, koffi' });
  });

  it('tells every other cause by a code of its own', () => {
    const codes = TABLE_FOUND.filter(found => found !== 'published').map(found => tableVerdict({ ...published, found }, surroundings).code);
    expect(codes).toEqual([
      'shim.table-silent', 'shell.no-table', 'shim.table-left', 'shim.table-damaged', 'shim.table-unreachable', 'shim.other-version', 'shim.foreign-folder',
    ]);
  });

  it('does not take the table of another agent for its own', () => {
    expect(tableVerdict({ ...published, writerPid: 8 }, surroundings)).toEqual({ name: 'status table', state: 'problem', detail: 'process 8', code: 'shim.busy' });
  });

  it('warns where the agent runs in a group that hides its memory from file managers', () => {
    expect(tableVerdict(published, { ...surroundings, isUsersGroup: false })).toMatchObject({ state: 'warning', code: 'shim.table-unreachable' });
  });

  it.each([['damaged', '/run/user/1000/mamori'], ['foreign', '/run/user/1000/mamori'], ['silent', 'process 7, 12 s'], ['other-format', 'format 1']] as const)('names what helps where it is %s', (found, detail) => {
    expect(tableVerdict({ ...published, found, silentMs: 12_300 }, surroundings).detail).toBe(detail);
  });
});
