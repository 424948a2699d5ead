import { pathToFileURL } from 'node:url';
import { filesBelow } from './fingerprint.mjs';
import { inProject, projectRoot } from './paths.mjs';

const PLATFORM_FOLDERS = ['linux', 'windows', 'darwin'];

/**
 * The C++ sources that make up a native part on one platform, relative to the project's root: every .cc file below its
 * folder but those in another platform's folder or in tests. A new file joins the build by being there.
 */
export function nativeSources(platform, part = 'engine') {
  const skips = name => name === 'tests' || (PLATFORM_FOLDERS.includes(name) && name !== platform);
  return filesBelow(inProject('native', part), skips)
    .filter(path => path.endsWith('.cc'))
    .map(path => path.slice(projectRoot.length + 1));
}

// Called by binding.gyp as a command: node native-sources.mjs PLATFORM [PART]
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(nativeSources(process.argv[2], process.argv[3]).join('\n'));
}
