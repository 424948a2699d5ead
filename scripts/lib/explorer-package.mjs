import { readFileSync } from 'node:fs';
import { inProject } from './paths.mjs';

const TEMPLATE = inProject('native/explorer/package/AppxManifest.xml');

/**
 * The manifest of the package that brings our command into the menu of Windows 11.
 *
 * @param {{ version: string, publisher: string }} release `version` as in package.json; `publisher` exactly as in the subject of the certificate that signs the package
 * @throws RangeError for a version or a publisher that Windows would refuse
 */
export function explorerPackageManifest({ version, publisher }) {
  if (!/^([A-Z][A-Za-z.0-9]*=("[^"]*"|[^,"<>&]+))(, *[A-Z][A-Za-z.0-9]*=("[^"]*"|[^,"<>&]+))*$/.test(publisher)) throw new RangeError(`no publisher as a certificate has it: ${publisher}`);
  const values = { version: packageVersion(version), publisher: escaped(publisher) };
  return readFileSync(TEMPLATE, 'utf8').replaceAll(/\{(version|publisher)\}/g, (_, name) => values[name]);
}

/** Four numbers of 16 bits, of which stores reserve the last; what a prerelease adds has no place there. */
function packageVersion(version) {
  const [, ...numbers] = /^(\d{1,5})\.(\d{1,5})\.(\d{1,5})(?:[-+].*)?$/.exec(version) ?? [];
  if (numbers.length !== 3 || numbers.some(number => Number(number) > 0xffff)) throw new RangeError(`no version for a package: ${version}`);
  return `${numbers.map(Number).join('.')}.0`;
}

const escaped = text => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
