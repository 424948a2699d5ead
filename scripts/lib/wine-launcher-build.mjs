import { mkdirSync } from 'node:fs';
import { compileObjects } from './compile-objects.mjs';
import { nativeHeadersFolder } from './native-headers.mjs';
import { nativeSources } from './native-sources.mjs';
import { buildStateFolder } from './paths.mjs';
import { runLogged } from './run-command.mjs';
import { compileResources } from './windows-build.mjs';

const folder = `${buildStateFolder}/windows-launcher`;
const tool = name => `x86_64-w64-mingw32-${name}`;
const flags = [
  '-O1', '-std=c++20', '-Wall', '-Wextra', '-Werror', '-DNOMINMAX', '-DWIN32_LEAN_AND_MEAN', '-DUNICODE', '-D_UNICODE', '-D_WIN32_WINNT=0x0A00',
  '-Inative/launcher', '-Inative/engine', `-I${nativeHeadersFolder}`,
];
const systemLibraries = ['-lole32', '-lshell32', '-ladvapi32', '-luser32', '-lwtsapi32'];

/**
 * Cross-compiles the launcher for Windows: a program without a console that imports nothing but the system's own libraries.
 *
 * @returns the path of mamori.exe
 */
export async function buildLauncherForWindows() {
  mkdirSync(folder, { recursive: true });
  const resources = await compileResources('native/launcher/resources/launcher.rc', `${folder}/resources.o`, ['native/launcher/resources']);
  const objects = await compileObjects(nativeSources('windows', 'launcher').map(source => ({ source, compiler: tool('g++-posix'), flags })), `${folder}/objects`, 'windows-launcher');
  const program = `${folder}/mamori.exe`;
  await runLogged('windows-link-launcher', tool('g++-posix'), ['-static', '-municode', '-mwindows', '-o', program, ...objects, resources, ...systemLibraries]);
  return program;
}

/** Cross-compiles the program that stands in for Windows: it sends the launcher's window what the system would. */
export async function buildLauncherDriver() {
  mkdirSync(folder, { recursive: true });
  const objects = await compileObjects([{ source: 'tests/windows/launcher/driver.cc', compiler: tool('g++-posix'), flags }], `${folder}/objects`, 'windows-launcher');
  const program = `${folder}/driver.exe`;
  await runLogged('windows-link-launcher-driver', tool('g++-posix'), ['-static', '-municode', '-o', program, ...objects, '-luser32', '-lversion']);
  return program;
}
