import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { compileObjects } from './compile-objects.mjs';
import { fingerprintOfContents } from './fingerprint.mjs';
import { nativeHeadersFolder, writeNativeHeaders } from './native-headers.mjs';
import { nativeSources } from './native-sources.mjs';
import { buildStateFolder, inProject } from './paths.mjs';
import { runLogged } from './run-command.mjs';
import { zstdSources } from './zstd-sources.mjs';

const folder = `${buildStateFolder}/windows`;

/** mingw with POSIX threads: the other variant of its libstdc++ 12 has no std::thread. They are linked in, not shipped beside. */
export const tool = name => `x86_64-w64-mingw32-${name}`;
export const windowsCompiler = { debian: 'g++-mingw-w64-x86-64-posix', command: tool('g++-posix') };

/**
 * Cross-compiles the engine for Windows with mingw and links it against node.exe, so that every symbol has to exist.
 *
 * The import library for node.exe is made from the lists of Node-API's functions in node-api-headers.
 *
 * @returns the path of the addon
 */
export async function buildForWindows() {
  mkdirSync(folder, { recursive: true });
  const library = await importLibrary();
  const objects = await compileObjects([
    ...zstdSources({ assembler: false }).map(source => ({ source, compiler: tool('gcc-posix'), flags: zstdFlags })),
    ...nativeSources('windows').map(source => ({ source, compiler: tool('g++-posix'), flags: engineFlags })),
  ], `${folder}/objects`, 'windows');
  const addon = `${folder}/mamori_engine.node`;
  await runLogged('windows-link', tool('g++-posix'), ['-shared', '-static', '-o', addon, ...objects, library, ...systemLibraries]);
  return addon;
}

/**
 * Cross-compiles the shim for Windows: a DLL that imports nothing but the system's own.
 *
 * @returns the path of the library
 */
export async function buildShimForWindows() {
  mkdirSync(folder, { recursive: true });
  const units = nativeSources('windows', 'shim').map(source => ({ source, compiler: tool('g++-posix'), flags: shimFlags }));
  const objects = await compileObjects(units, `${folder}/objects`, 'windows');
  const library = `${folder}/mamori_shim.dll`;
  const resources = await compileResources('native/shim/resources/windows/shim.rc', `${folder}/shim-resources.o`);
  await runLogged('windows-link-shim', tool('g++-posix'), ['-shared', '-static', '-o', library, ...objects, resources, ...systemLibraries]);
  return library;
}

/**
 * Compiles a resource script; the version of package.json and `folders` are where it finds what it includes.
 *
 * @returns {Promise<string>} the object
 */
export async function compileResources(script, object, folders = []) {
  await writeNativeHeaders();
  const include = ['native/resources', nativeHeadersFolder, ...folders].flatMap(path => ['-I', path]);
  await runLogged(`windows-resources-${script.replaceAll('/', '+')}`, tool('windres'), ['-c', '65001', ...include, script, object]);
  return object;
}

const zstd = 'node_modules/zstd-napi/deps/zstd/lib';
const hiddenZstd = ['-DZSTDLIB_VISIBLE=', '-DZSTDERRORLIB_VISIBLE=', '-DZDICTLIB_VISIBLE=', '-DXXH_NAMESPACE=MAMORI_'];
const zstdFlags = ['-O1', '-w', `-I${zstd}`, '-DZSTD_DISABLE_ASM', ...hiddenZstd];
const strict = ['-O1', '-std=c++20', '-Wall', '-Wextra', '-Werror', '-DNOMINMAX', '-DWIN32_LEAN_AND_MEAN', '-DUNICODE', '-D_UNICODE', '-D_WIN32_WINNT=0x0A00'];
const shimFlags = [...strict, '-DMAMORI_SHIM_BUILDING', '-Inative/shim', '-Inative/engine'];
const engineFlags = [
  ...strict, ...hiddenZstd,
  '-DNAPI_VERSION=9', '-DNODE_ADDON_API_DISABLE_CPP_EXCEPTIONS', '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS', '-DBUILDING_NODE_EXTENSION',
  '-Inative/engine', `-I${zstd}`, '-isystem', 'node_modules/node-api-headers/include', '-isystem', 'node_modules/node-addon-api',
];
const systemLibraries = ['-lntdll', '-ladvapi32', '-lbcrypt', '-lole32', '-lshell32', '-luser32', '-lgdi32'];

/** What an addon is linked against in place of node.exe. */
export async function importLibrary() {
  const lists = ['js_native_api.def', 'node_api.def'].map(name => inProject('node_modules/node-api-headers/def', name));
  const library = `${folder}/libnode-${fingerprintOfContents(lists)}.a`;
  if (existsSync(library)) return library;
  const names = lists.flatMap(list => readFileSync(list, 'utf8').split('\n').map(line => line.trim()).filter(line => /^(napi|node_api)_/.test(line)));
  const definition = `${folder}/node.def`;
  writeFileSync(definition, ['NAME node.exe', 'EXPORTS', ...names, ''].join('\n'));
  await runLogged('windows-import-library', tool('dlltool'), ['-d', definition, '-D', 'node.exe', '-l', library]);
  return library;
}
