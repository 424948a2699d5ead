import { describe, expect, it } from 'vitest';
import { explorerChecks } from '../../../../src/shell/install/explorer-checks.js';
import type { ExplorerFacts } from '../../../../src/shell/install/explorer-facts.js';
import { keysBelow, valuesIn } from '../../../../src/shell/install/registry-output.js';

const MODULE = 'C:\\Program Files\\Mamori\\explorer-2\\mamori_explorer.dll';
const run = { date: '2026-11-20', build: '26100.2314', version: '1.0.0', passed: 40, failed: 0 };
const good: ExplorerFacts = {
  module: MODULE, moduleIsThere: true, openPlace: undefined, isCurrent: true, overlays: ['  OneDrive1', '     Mamori1Problem', '     Mamori2InProgress', '     Mamori3Protected'],
  askedMs: { Problem: 2_000, InProgress: 2_000, Protected: 2_000 }, startedMs: 1_000, hasPackage: true,
};
const codes = (facts: Partial<ExplorerFacts>) => explorerChecks({ ...good, ...facts }, run).map(({ code }) => code);

describe('explorerChecks', () => {
  it('find nothing to say where all is in place', () => {
    expect(explorerChecks(good, run).map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok']);
  });

  it('say that nothing is registered, or what is registered has gone', () => {
    expect(codes({ module: undefined })).toEqual(['shell.not-registered', undefined]);
    expect(codes({ moduleIsThere: false })).toEqual(['shell.module-gone', undefined]);
  });

  it('say where somebody else could change what Explorer loads', () => {
    const [place] = explorerChecks({ ...good, openPlace: { path: 'C:\\Program Files\\Mamori', sid: 'S-1-5-11' } }, run);
    expect(place).toEqual({ name: 'explorer extension', state: 'problem', detail: 'C:\\Program Files\\Mamori (S-1-5-11)', code: 'shell.place-open' });
  });

  it('say that what is installed is of another version', () => {
    expect(codes({ isCurrent: false })).toEqual(['shell.outdated', undefined, undefined, undefined]);
  });

  it('say that no overlay has a place, and whose come before', () => {
    const [, places] = explorerChecks({ ...good, overlays: ['  DropboxExt01', '  OneDrive1', ...good.overlays.slice(1)], askedMs: { Problem: 900 } }, run);
    expect(places).toEqual({ name: 'overlay places', state: 'warning', detail: '0/3, DropboxExt01, OneDrive1', code: 'shell.no-overlay-place' });
  });

  it('say that some have none', () => {
    expect(codes({ askedMs: { Problem: 2_000 } })).toEqual([undefined, 'shell.few-overlay-places', undefined, undefined]);
  });

  it('say that an unsigned build has the classic menu only', () => {
    const [, , menu] = explorerChecks({ ...good, hasPackage: false }, run);
    expect(menu).toEqual({ name: 'menu', state: 'warning', detail: 'classic menu only: unsigned build', code: 'shell.classic-menu-only' });
  });

  it('name the last run on a real Windows, or say that there was none', () => {
    expect(explorerChecks(good, run).at(-1)?.detail).toBe('2026-11-20, Windows build 26100.2314, 40 passed, 0 failed');
    expect(explorerChecks(good, undefined).at(-1)).toEqual({ name: 'checked on Windows', state: 'warning', detail: 'never', code: 'shell.never-on-windows' });
  });
});

describe('what `reg query` writes', () => {
  const key = 'HKLM\\SOFTWARE\\Microsoft\\Overlays';

  it('is read value by value', () => {
    const text = `\r\nHKEY_CURRENT_USER\\Software\\Mamori\r\n    Problem    REG_SZ    1763798530624\r\n    (Default)    REG_SZ    ${MODULE}\r\n    Empty    REG_SZ\r\n\r\n`;
    expect(valuesIn(text)).toEqual([
      { name: 'Problem', type: 'REG_SZ', data: '1763798530624' }, { name: '(Default)', type: 'REG_SZ', data: MODULE }, { name: 'Empty', type: 'REG_SZ', data: '' },
    ]);
  });

  it('names the keys just below, blanks and all', () => {
    const full = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Overlays';
    expect(keysBelow(key, `\r\n${full}\r\n    (Default)    REG_SZ    x\r\n${full}\\     Mamori1Problem\r\n${full}\\OneDrive\\deeper\r\n${full}\\Zip\r\n`)).toEqual(['     Mamori1Problem', 'Zip']);
  });

  it('is empty where there is no such key', () => {
    expect(valuesIn('')).toEqual([]);
    expect(keysBelow(key, '')).toEqual([]);
  });
});
