import { pathToFileURL } from 'node:url';
import { filesBelow } from './fingerprint.mjs';
import { inProject, projectRoot } from './paths.mjs';

const PLATFORM_FOLDERS = ['linux', 'windows', 'darwin'];
/** Code for one kind of processor, and what takes its place on all others. */
const PROCESSOR_FOLDERS = ['x64', 'portable'];

/**
 * The C++ sources that make up a native part on one platform and processor, relative to the project's root: every .cc file
 * below its folder but those in another platform's or processor's folder or in tests. A new file joins the build by being there.
 *
 * @param {string} platform
 * @param {string} [part] a folder of native/
 * @param {string} [arch] as process.arch has it
 */
export function nativeSources(platform, part = 'engine', arch = process.arch) {
  const wanted = [platform, arch === 'x64' ? 'x64' : 'portable'];
  const skips = name => name === 'tests' || ([...PLATFORM_FOLDERS, ...PROCESSOR_FOLDERS].includes(name) && !wanted.includes(name));
  return filesBelow(inProject('native', part), skips)
    .filter(path => path.endsWith('.cc'))
    .map(path => path.slice(projectRoot.length + 1));
}

// Called by binding.gyp as a command: node native-sources.mjs PLATFORM [PART] [ARCH]
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(nativeSources(...process.argv.slice(2)).join('\n'));
}
