import { filesBelow, fingerprintOfStats } from '../fingerprint.mjs';
import { inProject, projectRoot } from '../paths.mjs';
import { nodeGyp } from './node-gyp.mjs';
import { prepareWindowsParts } from './windows-parts.mjs';

/** The shim: native/shim as a shared library, and nothing of Node in it. What it borrows of the engine are headers. */
export const shimStep = {
  name: 'shim',
  outputs: [inProject('build/Release', process.platform === 'win32' ? 'mamori_shim.dll' : 'mamori_shim.so')],
  inputs() {
    const sources = filesBelow(inProject('native/shim'), name => name === 'tests');
    const recipe = [inProject('binding.gyp'), inProject('scripts/lib/native-sources.mjs'), inProject('native/engine/base/linux/unique_fd.h')];
    return `${fingerprintOfStats([...recipe, ...sources])}-${process.platform}-${process.arch}`;
  },
  async run(announce) {
    const { compilerPackages, ensureOsPackages } = await import('../os-packages.mjs');
    await ensureOsPackages(compilerPackages, announce);
    await prepareWindowsParts();
    announce('building the shim');
    await nodeGyp('shim', projectRoot, announce, ['mamori_shim']);
  },
};
