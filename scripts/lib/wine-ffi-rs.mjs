import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { inProject } from './paths.mjs';
import { runLogged } from './run-command.mjs';
import { runNpm } from './run-npm.mjs';
import { tool } from './windows-build.mjs';
import { wineFolder } from './wine-place.mjs';

const SCOPE = '@yuuang';
const PART = `${SCOPE}/ffi-rs-win32-x64-msvc`;

/**
 * Gives a program that lies ready for Wine the second driver of the shim, ffi-rs: its part for Windows, and the library with the system's random numbers that it asks for and Wine 8 has not.
 *
 * @param {string} folder the program's, from layOutForWindows
 * @param {import('./wine-prefix.mjs').WinePrefix} prefix
 */
export async function addFfiRs(folder, prefix) {
  const packages = await installPart();
  const scope = `${folder}/node_modules/${SCOPE}`;
  rmSync(scope, { recursive: true, force: true }); // a link to that of this system
  mkdirSync(scope);
  for (const name of readdirSync(inProject('node_modules', SCOPE))) symlinkSync(inProject('node_modules', SCOPE, name), `${scope}/${name}`);
  symlinkSync(`${packages}/${PART}`, `${folder}/node_modules/${PART}`);
  const library = `${wineFolder}/bcryptprimitives.dll`, definition = `${wineFolder}/bcryptprimitives.def`;
  writeFileSync(definition, 'LIBRARY bcryptprimitives.dll\nEXPORTS\n  ProcessPrng = advapi32.SystemFunction036\n');
  await runLogged('wine-bcryptprimitives', tool('g++-posix'), ['-shared', '-nostdlib', '-Wl,--entry=0', '-o', library, definition, '-ladvapi32']);
  writeFileSync(`${prefix.driveC}/windows/system32/bcryptprimitives.dll`, readFileSync(library));
}

async function installPart() {
  const folder = `${wineFolder}/ffi-rs`;
  const { optionalDependencies } = JSON.parse(readFileSync(inProject('node_modules/ffi-rs/package.json'), 'utf8'));
  const manifest = JSON.stringify({ private: true, dependencies: { [PART]: optionalDependencies[PART] } });
  mkdirSync(folder, { recursive: true });
  if (!existsSync(`${folder}/node_modules/.package-lock.json`) || readFileSync(`${folder}/package.json`, 'utf8') !== manifest) {
    writeFileSync(`${folder}/package.json`, manifest);
    await runNpm('wine-ffi-rs', ['install', '--force'], folder);
  }
  return `${folder}/node_modules`;
}
