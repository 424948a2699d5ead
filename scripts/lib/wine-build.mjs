import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { compileObjects } from './compile-objects.mjs';
import { filesBelow } from './fingerprint.mjs';
import { nativeHeadersFolder } from './native-headers.mjs';
import { nativeSources } from './native-sources.mjs';
import { buildStateFolder, inProject, projectRoot } from './paths.mjs';
import { runLogged } from './run-command.mjs';
import { compileResources } from './windows-build.mjs';

const folder = `${buildStateFolder}/windows-explorer`;
const tool = name => `x86_64-w64-mingw32-${name}`;
const compiler = tool('g++-posix');

const flags = [
  '-O1', '-std=c++20', '-Wall', '-Wextra', '-Werror', '-DNOMINMAX', '-DWIN32_LEAN_AND_MEAN', '-DUNICODE', '-D_UNICODE', '-D_WIN32_WINNT=0x0A00',
  '-Inative/explorer', '-Inative/shim', '-Inative/engine', `-I${nativeHeadersFolder}`,
];
const systemLibraries = ['-lole32', '-loleaut32', '-lshell32', '-lshlwapi', '-lcomctl32', '-lgdi32', '-luuid', '-ladvapi32', '-lbcrypt', '-lntdll'];

const objectsOf = sources => compileObjects(sources.map(source => ({ source, compiler, flags })), `${folder}/objects`, 'windows-explorer');

/**
 * Cross-compiles the Explorer extension for Windows, with the shim's reader in it: a DLL that imports nothing but the system's own.
 *
 * @returns the path of the library
 */
export async function buildExplorerForWindows() {
  mkdirSync(folder, { recursive: true });
  const resources = await compileResources('native/explorer/resources/explorer.rc', `${folder}/resources.o`, ['native/explorer/icons']);
  const objects = await objectsOf([...nativeSources('windows', 'explorer'), ...nativeSources('windows', 'shim')]);
  const library = `${folder}/mamori_explorer.dll`;
  await runLogged('windows-link-explorer', compiler, ['-shared', '-static', '-o', library, ...objects, resources, 'native/explorer/exports.def', ...systemLibraries]);
  return library;
}

/**
 * Cross-compiles the program that stands in for Explorer: it finds the extension by the registry and the table writer in the shim.
 *
 * @param {string} shim the shim's DLL, which it is linked against
 */
export async function buildHostProgram(shim) {
  mkdirSync(folder, { recursive: true });
  const sources = filesBelow(inProject('tests/windows/host')).filter(path => path.endsWith('.cc')).map(path => path.slice(projectRoot.length + 1));
  // Where the agent of this user listens, and how messages are read, is no secret between the two.
  sources.push('native/explorer/click/user_place.cc', 'native/explorer/click/json_members.cc');
  const program = `${folder}/host.exe`;
  await runLogged('windows-link-host', compiler, ['-static', '-municode', '-o', program, ...await objectsOf(sources), shim, ...systemLibraries]);
  return program;
}

/** The names of the DLLs that a Windows binary imports, lower case. */
export async function importsOf(library) {
  const { stdout } = await promisify(execFile)(tool('objdump'), ['-p', library], { maxBuffer: 64 * 1024 * 1024 });
  return [...stdout.matchAll(/DLL Name: (\S+)/g)].map(([, name]) => name.toLowerCase());
}
