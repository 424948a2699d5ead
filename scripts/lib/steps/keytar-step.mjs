import { fingerprintOfContents } from '../fingerprint.mjs';
import { inProject } from '../paths.mjs';
import { nodeGyp } from './node-gyp.mjs';

const folder = inProject('node_modules/keytar');

/**
 * keytar's addon. Its own install script would first try to download a binary from outside the package registry.
 *
 * Optional: without libsecret the other driver of the credential port serves, so a start goes on without it.
 */
export const keytarStep = {
  name: 'keytar',
  optional: true,
  outputs: [`${folder}/build/Release/keytar.node`],
  inputs: () => `${fingerprintOfContents([`${folder}/package.json`])}-${process.platform}-${process.arch}`,
  async run(announce) {
    const { ensureOsPackages, keytarPackages } = await import('../os-packages.mjs');
    await ensureOsPackages(keytarPackages, announce);
    announce('building keytar');
    await nodeGyp('keytar', folder, announce);
  },
};
