import { readFileSync } from 'node:fs';

/** Wine lists the network cards of this system anew at each start. */
const OWN_TO_WINE = /NetworkCards/;
const OURS = /mamori|8d1c3f60/i;

/**
 * All values of a key and of those below it, each with its key in front, and our own keys. Keys of others without a value are left out: on Windows those below which we register are
 * always there.
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
    if (line !== '' && !OWN_TO_WINE.test(at) && (line !== at || OURS.test(at))) entries.add(`${at} ${line}`);
  }
  return entries;
}

/** What one of two such sets has and the other has not. */
export const differenceOf = (before, after) => [...before].filter(entry => !after.has(entry)).concat([...after].filter(entry => !before.has(entry)));
