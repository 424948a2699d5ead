import { describe, expect, it } from 'vitest';
import { errorDefinitions } from '../../../src/terms/errors/index.js';
import { REASON_BY_CODE, reasonOfCode } from '../../../src/terms/reason-of-code.js';
import { runReasons } from '../../../src/terms/run-reasons.js';
import { statusOfRun } from '../../../src/terms/run-status.js';
import { notRunReasons } from '../../../src/terms/schedule-terms.js';
import { reasonCauses, reasonNames, reasonRemedies } from '../../../src/texts/run-reason-texts.js';

/** Areas of which every error can end a file, a folder or a run. */
const RUN_AREAS = ['agent', 'catalog', 'database', 'engine', 'file', 'folder', 'index', 'restore', 'scan', 'source', 'store', 'vault'];

describe('the status of a run', () => {
  it('is completed without failures, the one reason that all failures share, or several', () => {
    expect(statusOfRun([])).toBe('completed');
    expect(statusOfRun(['file.locked', 'file.no-permission'])).toBe('no-access');
    expect(statusOfRun(['file.locked', 'file.name-too-long'])).toBe('several-errors');
    expect(statusOfRun(['acme.own-error'])).toBe('unexpected-change');
  });

  it('has exactly one reason for every error that can end a file or a run, and none for errors that do not exist', () => {
    const expected = Object.keys(errorDefinitions).filter(code => RUN_AREAS.includes(code.split('.')[0] as string));
    expect(expected.filter(code => !Object.hasOwn(REASON_BY_CODE, code))).toEqual([]);
    expect(Object.keys(REASON_BY_CODE).filter(code => !Object.hasOwn(errorDefinitions, code))).toEqual([]);
    for (const reason of Object.values(REASON_BY_CODE)) expect(runReasons).toContain(reason);
  });

  it('tells a drive of the network from other folders that cannot be opened', () => {
    for (const code of ['scan.root-gone', 'scan.root-unreadable', 'file.read-failed', 'folder.unmounted']) expect([reasonOfCode(code), reasonOfCode(code, true)]).toEqual(['no-access', 'network-drive-no-access']);
    for (const code of ['file.locked', 'file.no-permission', 'catalog.io', 'store.full']) expect(reasonOfCode(code, true)).toBe(reasonOfCode(code));
    expect(statusOfRun(['file.read-failed', 'folder.read-failed'], true)).toBe('network-drive-no-access');
    expect(statusOfRun(['file.read-failed', 'file.locked'], true)).toBe('several-errors');
    expect(statusOfRun(['file.read-failed', 'file.locked'], false)).toBe('no-access');
  });

  it.each([...runReasons, ...notRunReasons])('%s has a name, a cause and a remedy of its own in both languages', reason => {
    for (const language of ['ja', 'en'] as const) {
      for (const table of [reasonNames, reasonCauses, reasonRemedies]) {
        const text = table[reason][language];
        expect(text.trim()).not.toBe('');
      }
      const others = [...runReasons, ...notRunReasons].filter(other => other !== reason);
      expect(others.map(other => reasonNames[other][language])).not.toContain(reasonNames[reason][language]);
      expect(others.map(other => reasonCauses[other][language])).not.toContain(reasonCauses[reason][language]);
    }
  });
});
