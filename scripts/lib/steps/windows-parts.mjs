import { filesBelow } from '../fingerprint.mjs';
import { inProject } from '../paths.mjs';

const isWindows = process.platform === 'win32';

/** What the targets that are built on Windows alone are made of: Explorer's extension, the launcher, what all binaries say of themselves, and the words that they show. */
export function windowsPartsInputs() {
  if (!isWindows) return [];
  const native = ['explorer', 'launcher', 'shim', 'resources'].flatMap(part => filesBelow(inProject('native', part), name => name === 'tests'));
  return [...native, ...filesBelow(inProject('src/texts/native')), inProject('src/texts/menu-texts.ts'), inProject('package.json')];
}

/** Writes the headers that they include. */
export async function prepareWindowsParts() {
  if (!isWindows) return;
  const { writeNativeHeaders } = await import('../native-headers.mjs');
  await writeNativeHeaders();
}
