import { parse } from 'valibot';
import { describe, expect, it } from 'vitest';
import { lastRunWords, WindowsCheckRuns } from '../../src/shell/install/windows-check-run.js';
import { readProjectFile } from './support/project-files.js';

const { runs } = parse(WindowsCheckRuns, JSON.parse(readProjectFile('docs/windows-checks.json')));
const script = readProjectFile('scripts/windows-check.ps1');

describe('the checks on a real Windows', () => {
  it('are named in the README by date and build, or as never', () => {
    expect(readProjectFile('README.md')).toContain(`last run of its checks on a real Windows: ${lastRunWords(runs.at(-1))}.`);
  });

  it('are recorded oldest first', () => {
    const dates = runs.map(({ date }) => date);
    expect(dates).toEqual([...dates].sort());
  });

  it('look for the classes and keys that the extension registers', () => {
    const id = readProjectFile('native/explorer/com/class_ids.h').match(/kContextMenuClass\{0x(\w+), 0x(\w+), 0x(\w+)/)?.slice(1).join('-').toUpperCase();
    expect(script).toContain(id);
    expect(readProjectFile('src/shell/install/explorer-facts.ts')).toContain(id);
    for (const name of ['     Mamori1Problem', '     Mamori2InProgress', '     Mamori3Protected']) {
      expect(readProjectFile('native/explorer/registration/registry_entries.cc')).toContain(`L"${name}"`);
      expect(readProjectFile('src/shell/install/explorer-facts.ts')).toContain(`'${name}'`);
    }
    for (const name of ['Problem', 'InProgress', 'Protected']) expect(readProjectFile('native/explorer/overlay/slot_record.cc')).toContain(`L"${name}"`);
  });

  it('open and close what their script brackets', () => {
    const code = script.replace(/<#[^]*?#>/g, '').replace(/#.*$/gm, '').replace(/'(?:[^']|'')*'/g, '').replace(/"(?:[^"`]|`.)*"/g, '');
    const open: string[] = [];
    for (const sign of code.match(/[(){}[\]]/g) ?? []) {
      if ('({['.includes(sign)) open.push(sign);
      else expect(`${open.pop()}${sign}`).toMatch(/^(\(\)|\{\}|\[\])$/);
    }
    expect(open).toEqual([]);
  });
});
