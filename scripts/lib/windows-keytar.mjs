import { mkdirSync } from 'node:fs';
import { compileObjects } from './compile-objects.mjs';
import { buildStateFolder } from './paths.mjs';
import { runLogged } from './run-command.mjs';
import { importLibrary, tool } from './windows-build.mjs';

const folder = `${buildStateFolder}/windows-keytar`;
const sources = ['async', 'main', 'keytar_win'].map(name => `node_modules/keytar/src/${name}.cc`);
const flags = [
  '-O1', '-std=c++17', '-w', '-fexceptions', '-DNAPI_VERSION=9', '-DBUILDING_NODE_EXTENSION', '-DUNICODE', '-D_UNICODE', '-D_WIN32_WINNT=0x0A00',
  '-isystem', 'node_modules/node-api-headers/include', '-isystem', 'node_modules/node-addon-api',
];

/**
 * Cross-compiles keytar's addon for Windows, where it speaks with the credential manager.
 *
 * @returns the path of the addon
 */
export async function buildKeytarForWindows() {
  mkdirSync(folder, { recursive: true });
  const compiler = tool('g++-posix');
  const objects = await compileObjects(sources.map(source => ({ source, compiler, flags })), `${folder}/objects`, 'windows-keytar');
  const addon = `${folder}/keytar.node`;
  await runLogged('windows-link-keytar', compiler, ['-shared', '-static', '-o', addon, ...objects, await importLibrary(), '-ladvapi32', '-lcredui']);
  return addon;
}
