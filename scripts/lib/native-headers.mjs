import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { buildStateFolder, inProject } from './paths.mjs';

/** Where the headers lie that are made of other files; a part of every native include path on Windows. */
export const nativeHeadersFolder = `${buildStateFolder}/native-headers`;

/**
 * Makes what native parts take from elsewhere: the version of package.json, and the words of src/texts that Explorer's extension and the launcher show. A header that would stay
 * the same is left as it is, so that nothing is compiled anew.
 *
 * @returns {Promise<string>} their folder
 */
export async function writeNativeHeaders() {
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  const texts = await loadTexts();
  const headers = { 'version.h': versionHeader(version), 'explorer_texts.h': explorerTexts(texts), 'launcher_texts.h': launcherTexts(texts) };
  mkdirSync(nativeHeadersFolder, { recursive: true });
  for (const [name, content] of Object.entries(headers)) {
    const path = `${nativeHeadersFolder}/${name}`;
    if (readOrUndefined(path) !== content) writeFileSync(path, content);
  }
  return nativeHeadersFolder;
}

/** The tables as they stand in the sources; they import types alone, which Node takes out. */
async function loadTexts() {
  const names = ['menu-texts', 'native/explorer-menu-texts', 'native/versions-window-texts', 'native/launcher-texts'];
  return Object.assign({}, ...await Promise.all(names.map(name => import(inProject('src/texts', `${name}.ts`)))));
}

/**
 * The version as resources want it: four numbers of 16 bits, and a text. What a prerelease adds is in the text alone.
 *
 * @throws RangeError for a version that Windows would not take
 */
export function versionHeader(version) {
  const [, ...numbers] = /^(\d{1,5})\.(\d{1,5})\.(\d{1,5})(?:[-+][0-9A-Za-z.+-]+)?$/.exec(version) ?? [];
  if (numbers.length !== 3 || numbers.some(number => Number(number) > 0xffff)) throw new RangeError(`no version for a resource: ${version}`);
  return `${MADE_OF('package.json')}#define MAMORI_VERSION_NUMBERS ${numbers.map(Number).join(', ')}, 0\n#define MAMORI_VERSION_TEXT "${version}"\n`;
}

/** The entries that every file manager has are those of menu-texts.ts. */
export function explorerTexts({ menuTexts, explorerMenuTexts, versionsWindowTexts }) {
  const { backup: backUp, versions: allVersions, copy: restoreCopy, why } = menuTexts;
  return header('explorer', [['MenuText', { ...explorerMenuTexts, backUp, allVersions, restoreCopy, why }], ['WindowText', versionsWindowTexts]]);
}

export const launcherTexts = ({ launcherTexts: texts }) => header('launcher', [['LauncherText', texts]]);

const MADE_OF = sources => `// Made of ${sources} by scripts/lib/native-headers.mjs.\n`;

/** A table of texts as an enumeration and, in its order, every text in English and in Japanese. */
function header(part, tables) {
  const body = tables.map(([name, texts]) => {
    const entries = Object.entries(texts);
    const numbers = entries.map(([key]) => `k${key[0].toUpperCase()}${key.slice(1)}`);
    const rows = entries.map(([, { en, ja }]) => `  {${literal(en)}, ${literal(ja)}},`);
    return `enum class ${name} {\n${numbers.map(number => `  ${number},\n`).join('')}};\n\ninline constexpr const wchar_t* k${name}s[][2] = {\n${rows.join('\n')}\n};\n`;
  });
  return `${MADE_OF('src/texts')}#pragma once\n\nnamespace mamori::${part} {\n\n${body.join('\n')}\n}  // namespace mamori::${part}\n`;
}

/** What C++ reads as exactly this text, whatever encoding it takes sources for. */
function literal(text) {
  const written = [...text].map(sign => {
    if (/[\x20-\x7e]/.test(sign)) return sign.replace(/["\\]/, '\\$&');
    return `\\U${sign.codePointAt(0).toString(16).padStart(8, '0')}`;
  });
  return `L"${written.join('')}"`;
}

function readOrUndefined(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
