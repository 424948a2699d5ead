import { describe, expect, it } from 'vitest';
import { explorerTexts, launcherTexts as launcherHeader, versionHeader } from '../../../scripts/lib/native-headers.mjs';
import { menuTexts } from '../../../src/texts/menu-texts.js';
import { explorerMenuTexts } from '../../../src/texts/native/explorer-menu-texts.js';
import { launcherTexts } from '../../../src/texts/native/launcher-texts.js';
import { versionsWindowTexts } from '../../../src/texts/native/versions-window-texts.js';
import { projectFiles, readProjectFile } from '../../meta/support/project-files.js';

const header = explorerTexts({ menuTexts, explorerMenuTexts, versionsWindowTexts }) as string;

/** The names of an enumeration, and the rows of the table beside it as C++ reads them. */
function tableOf(name: string, text: string = header): { readonly numbers: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const body = (begin: string) => text.slice(text.indexOf(begin) + begin.length).split('};')[0] as string;
  const read = (literal: string) => literal.replaceAll(/\\U([0-9a-f]{8})|\\(.)/g, (_, point: string | undefined, sign: string) => (point ? String.fromCodePoint(Number.parseInt(point, 16)) : sign));
  return {
    numbers: [...body(`enum class ${name} {`).matchAll(/k(\w+),/g)].map(([, number]) => number as string),
    rows: [...body(`k${name}s[][2] = {`).matchAll(/\{L"((?:[^"\\]|\\.)*)", L"((?:[^"\\]|\\.)*)"\}/g)].map(([, en, ja]) => [read(en as string), read(ja as string)]),
  };
}

const firstUpper = (key: string) => `${key[0]?.toUpperCase()}${key.slice(1)}`;

describe('the words of native parts', () => {
  it('are those of src/texts, in order, in English and Japanese', () => {
    const window = tableOf('WindowText');
    expect(window.numbers).toEqual(Object.keys(versionsWindowTexts).map(firstUpper));
    expect(window.rows).toEqual(Object.values(versionsWindowTexts).map(({ en, ja }) => [en, ja]));
    const menu = tableOf('MenuText');
    expect(menu.rows).toEqual([...Object.values(explorerMenuTexts), ...Object.values(menuTexts)].map(({ en, ja }) => [en, ja]));
    expect(menu.numbers.slice(-4)).toEqual(['BackUp', 'AllVersions', 'RestoreCopy', 'Why']);
    expect(tableOf('LauncherText', launcherHeader({ launcherTexts })).rows).toEqual(Object.values(launcherTexts).map(({ en, ja }) => [en, ja]));
  });

  it('stand in no other place of the extension and the launcher', () => {
    const sources = projectFiles('native').filter(path => /^native\/(explorer|launcher)\/.*\.(cc|h|rc)$/.test(path) && !path.includes('/tests/'));
    expect(sources.length).toBeGreaterThan(60);
    expect(sources.filter(path => /[ぁ-んァ-ヶ一-龠]/.test(readProjectFile(path)))).toEqual([]);
  });
});

/** What stands in one menu or window at the same time. Versions have digits. */
const LEVELS = {
  'the menu': [menuTexts.backup, menuTexts.versions, menuTexts.copy, menuTexts.why],
  'the menu while versions are asked for': [menuTexts.backup, explorerMenuTexts.chooseVersion, menuTexts.copy, menuTexts.why],
  'the window of versions': [versionsWindowTexts.restore, versionsWindowTexts.copy, versionsWindowTexts.close],
};

describe('access keys', () => {
  it.each(Object.entries(LEVELS))('differ in %s, and are the same in both languages', (_level, texts) => {
    const keys = (language: 'en' | 'ja') => texts.map(text => /&(.)/.exec(text[language])?.[1]?.toUpperCase());
    expect(keys('ja')).toEqual(keys('en'));
    expect(keys('en').every(key => key !== undefined && /[A-Z]/.test(key))).toBe(true);
    expect(new Set(keys('en')).size).toBe(texts.length);
  });

  it('are one at most in a text', () => {
    for (const text of Object.values({ ...menuTexts, ...explorerMenuTexts, ...versionsWindowTexts })) {
      for (const words of [text.en, text.ja]) expect(words.split('&').length).toBeLessThanOrEqual(2);
    }
  });
});

describe('the version of native parts', () => {
  it('is that of package.json', () => {
    expect(versionHeader('1.20.3')).toContain('#define MAMORI_VERSION_NUMBERS 1, 20, 3, 0\n#define MAMORI_VERSION_TEXT "1.20.3"\n');
    expect(versionHeader('1.2.3-beta.1')).toContain('#define MAMORI_VERSION_NUMBERS 1, 2, 3, 0\n#define MAMORI_VERSION_TEXT "1.2.3-beta.1"\n');
    expect(versionHeader((JSON.parse(readProjectFile('package.json')) as { readonly version: string }).version)).toContain('MAMORI_VERSION_TEXT');
  });

  it.each(['1.2', '1.2.70000', '1.2.3"', 'v1.2.3'])('is none for %s', version => {
    expect(() => versionHeader(version)).toThrow(RangeError);
  });
});
