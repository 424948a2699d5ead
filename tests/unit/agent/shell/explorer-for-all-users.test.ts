import { describe, expect, it } from 'vitest';
import { modulesOf } from '../../../../src/agent/shell/explorer-for-all-users.js';
import { CodedError } from '../../../../src/base/coded-error.js';
import { shellErrors } from '../../../../src/terms/errors/shell-errors.js';

const ended = (report: string, exitCode = 0) => ({ kind: 'ended', exitCode, report: Buffer.from(report) }) as const;

describe('what an elevated run came to', () => {
  it('is the modules that it tells', () => {
    expect(modulesOf(ended('{"modules":["C:\\\\a.dll"]}'))).toEqual(['C:\\a.dll']);
  });

  it('is its own failure, whole', () => {
    const failure = CodedError.of(shellErrors, 'shell.place-open', 'open', { data: { path: 'C:\\', sid: 'S-1-5-11' } });
    expect(() => modulesOf(ended(JSON.stringify({ error: failure.toWire() }), 1))).toThrow(expect.objectContaining({ code: 'shell.place-open', data: failure.data }));
  });

  it('is a refusal where the person said no', () => {
    expect(() => modulesOf({ kind: 'refused' })).toThrow(expect.objectContaining({ code: 'shell.elevation-refused', retry: 'later' }));
  });

  it.each([
    [{ kind: 'failed', systemError: 2 } as const], [ended('', 9)], [ended('{')], [ended('{"modules":[1]}')], [ended('{"modules":[],"more":1}')], [ended('{"error":{"code":"x"}}')],
  ])('is a failure for %j', outcome => {
    expect(() => modulesOf(outcome)).toThrow(expect.objectContaining({ code: 'shell.elevation-failed' }));
  });
});
