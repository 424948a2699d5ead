import { readFileSync } from 'node:fs';

/**
 * All values of a key and of those below it, each with its key in front.
 *
 * @param {import('./wine-prefix.mjs').WinePrefix} prefix
 * @param {string} key as `reg` names it: HKLM\SOFTWARE
 * @returns {Promise<ReadonlySet<string>>}
 */
export async function registryBelow(prefix, key) {
  const { code } = await prefix.run('registry', 'reg', ['export', key, 'C:\\registry.reg', '/y']);
  if (code !== 0) throw new Error(`reg export ${key} ended with ${code}`);
  const entries = new Set();
  let at = '';
  for (const line of readFileSync(`${prefix.driveC}/registry.reg`, 'utf16le').replaceAll(/\\\r?\n\s*/g, '').split(/\r?\n/)) {
    if (line.startsWith('[')) at = line;
    if (line !== '') entries.add(`${at} ${line}`);
  }
  return entries;
}

/** What one of two such sets has and the other has not. */
export const differenceOf = (before, after) => [...before].filter(entry => !after.has(entry)).concat([...after].filter(entry => !before.has(entry)));
