import { filesBelow, fingerprintOfContents, fingerprintOfStats } from '../fingerprint.mjs';
import { inProject, projectRoot } from '../paths.mjs';
import { nodeGyp } from './node-gyp.mjs';
import { prepareWindowsParts, windowsPartsInputs } from './windows-parts.mjs';

/** The native addon: binding.gyp with every source in native/engine, and on Windows all its other targets. Node-API, so one build serves every fitting Node. */
export const engineStep = {
  name: 'engine',
  outputs: [inProject('build/Release/mamori_engine.node')],
  inputs() {
    const sources = filesBelow(inProject('native/engine'), name => name === 'tests');
    const recipe = [inProject('binding.gyp'), inProject('scripts/lib/native-sources.mjs'), ...windowsPartsInputs()];
    const zstd = fingerprintOfContents([inProject('node_modules/zstd-napi/package.json')]);
    return `${fingerprintOfStats([...recipe, ...sources])}-${zstd}-${process.platform}-${process.arch}`;
  },
  async run(announce) {
    const { compilerPackages, ensureOsPackages } = await import('../os-packages.mjs');
    await ensureOsPackages(compilerPackages, announce);
    await prepareWindowsParts();
    announce('building the engine');
    await nodeGyp('engine', projectRoot, announce);
  },
};
