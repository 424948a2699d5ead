import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inProject } from './paths.mjs';

const library = 'node_modules/zstd-napi/deps/zstd/lib';

/** zstd's sources relative to the project's root; the assembler file only where it is of use (64-bit Linux on Intel and AMD). */
export function zstdSources({ assembler = process.platform === 'linux' && process.arch === 'x64' } = {}) {
  return ['common', 'compress', 'decompress'].flatMap(folder =>
    readdirSync(inProject(library, folder))
      .filter(name => name.endsWith('.c') || (assembler && name.endsWith('.S')))
      .map(name => `${library}/${folder}/${name}`));
}

// Called by binding.gyp as a command.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(zstdSources().join('\n'));
}
