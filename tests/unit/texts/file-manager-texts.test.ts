import { describe, expect, it } from 'vitest';
import { languages } from '../../../src/texts/language.js';
import { fileManagerTexts } from '../../../src/texts/native/file-manager-texts.js';
import { projectFiles, readProjectFile } from '../../meta/support/project-files.js';

const scripts = projectFiles('native/filemanager').filter(path => path.endsWith('.py'));

describe('the words of the file managers\' extension', () => {
  it('are those that it asks for, no fewer and no more', () => {
    const asked = scripts.flatMap(path => [...readProjectFile(path).matchAll(/\btext\((?:"(\w+)"(?: if [^)]*? else "(\w+)")?)\)/g)].flatMap(([, first = '', second]) => [first, ...second ? [second] : []]));
    expect([...new Set(asked)].toSorted()).toEqual(Object.keys(fileManagerTexts).toSorted());
  });

  it('stand in no script', () => {
    for (const path of scripts) expect(readProjectFile(path), path).not.toMatch(/[ぁ-んァ-ヶ一-龠]/);
  });

  const { backup, versions, copy, why, whole, wholeWindow, chooseVersion } = fileManagerTexts;
  it.each([[[backup, versions, copy, why, whole]], [[backup, chooseVersion, copy, why, wholeWindow]]])('have an access key of their own in each line of a menu', lines => {
    for (const language of languages) {
      const keys = lines.map(line => /&(\w)/.exec(line[language])?.[1]?.toLowerCase());
      expect(keys).not.toContain(undefined);
      expect(new Set(keys).size).toBe(lines.length);
    }
    for (const line of lines) expect(/&(\w)/.exec(line.ja)?.[1]?.toLowerCase()).toBe(/&(\w)/.exec(line.en)?.[1]?.toLowerCase());
  });
});
