import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { filesBelow, fingerprintOfContents, fingerprintOfStats } from './fingerprint.mjs';
import { nativeSources } from './native-sources.mjs';
import { buildStateFolder, inProject } from './paths.mjs';
import { runLogged } from './run-command.mjs';
import { zstdSources } from './zstd-sources.mjs';

const JOBS = 2;
const folder = `${buildStateFolder}/windows`;

/** mingw with POSIX threads: the other variant of its libstdc++ 12 has no std::thread. They are linked in, not shipped beside. */
const tool = name => `x86_64-w64-mingw32-${name}`;
export const windowsCompiler = { debian: 'g++-mingw-w64-x86-64-posix', command: tool('g++-posix') };

/**
 * Cross-compiles the engine for Windows with mingw and links it against node.exe, so that every symbol has to exist.
 *
 * The import library for node.exe is made from the lists of Node-API's functions in node-api-headers. Objects are kept in
 * .build/windows and compiled again only when the source, any header or the recipe changed. Throws StepFailure with the compiler's last lines.
 *
 * @returns the path of the addon
 */
export async function buildForWindows(headersFolder) {
  mkdirSync(`${folder}/objects`, { recursive: true });
  const library = await importLibrary();
  const objects = [];
  const waiting = [
    ...zstdSources({ assembler: false }).map(source => ({ source, compiler: 'gcc-posix', flags: zstdFlags })),
    ...nativeSources('windows').map(source => ({ source, compiler: 'g++-posix', flags: engineFlags(headersFolder) })),
  ];
  const headers = fingerprintOfStats(filesBelow(inProject('native/engine')).filter(path => path.endsWith('.h')));
  const worker = async () => {
    for (let unit = waiting.pop(); unit !== undefined; unit = waiting.pop()) objects.push(await compile(unit, headers));
  };
  await Promise.all(Array.from({ length: JOBS }, worker));
  const addon = `${folder}/mamori_engine.node`;
  await runLogged('windows-link', tool('g++-posix'), ['-shared', '-static', '-o', addon, ...objects.toSorted(), library, ...systemLibraries]);
  return addon;
}

const zstd = 'node_modules/zstd-napi/deps/zstd/lib';
const zstdFlags = ['-O1', '-w', `-I${zstd}`, '-DZSTD_DISABLE_ASM', '-DXXH_NAMESPACE=MAMORI_', '-DZSTDLIB_VISIBLE=', '-DZSTDERRORLIB_VISIBLE='];
const engineFlags = headersFolder => [
  '-O1', '-std=c++20', '-Wall', '-Wextra', '-Werror',
  '-DNAPI_VERSION=9', '-DNODE_ADDON_API_DISABLE_CPP_EXCEPTIONS', '-DBUILDING_NODE_EXTENSION', '-DZSTDLIB_VISIBLE=', '-DZSTDERRORLIB_VISIBLE=',
  '-DNOMINMAX', '-DWIN32_LEAN_AND_MEAN', '-DUNICODE', '-D_UNICODE', '-D_WIN32_WINNT=0x0A00',
  '-Inative/engine', `-I${zstd}`, '-isystem', 'node_modules/node-api-headers/include', '-isystem', 'node_modules/node-addon-api',
  '-isystem', `${headersFolder}/include/node`,
];
const systemLibraries = ['-lntdll', '-ladvapi32', '-lbcrypt'];

async function compile({ source, compiler, flags }, headers) {
  const object = `${folder}/objects/${source.replaceAll('/', '+')}.o`;
  const key = `${fingerprintOfStats([inProject(source)])} ${compiler === 'g++-posix' ? headers : ''} ${flags.join(' ')}`;
  if (existsSync(object) && readOrEmpty(`${object}.key`) === key) return object;
  await runLogged(`windows-${source.replaceAll('/', '+')}`, tool(compiler), [...flags, '-c', source, '-o', object]);
  writeFileSync(`${object}.key`, key);
  return object;
}

async function importLibrary() {
  const lists = ['js_native_api.def', 'node_api.def'].map(name => inProject('node_modules/node-api-headers/def', name));
  const library = `${folder}/libnode-${fingerprintOfContents(lists)}.a`;
  if (existsSync(library)) return library;
  const names = lists.flatMap(list => readFileSync(list, 'utf8').split('\n').map(line => line.trim()).filter(line => /^(napi|node_api)_/.test(line)));
  const definition = `${folder}/node.def`;
  writeFileSync(definition, ['NAME node.exe', 'EXPORTS', ...names, ''].join('\n'));
  await runLogged('windows-import-library', tool('dlltool'), ['-d', definition, '-D', 'node.exe', '-l', library]);
  return library;
}

function readOrEmpty(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
