import { mkdirSync } from 'node:fs';
import { compileObjects } from './compile-objects.mjs';
import { filesBelow } from './fingerprint.mjs';
import { buildStateFolder, inProject } from './paths.mjs';
import { runLogged } from './run-command.mjs';

const folder = `${buildStateFolder}/explorer-tests`;
const testsFolder = inProject('native/explorer/tests');
const FLAGS = ['-std=c++20', '-O1', '-g1', '-fsanitize=address,undefined', '-fno-sanitize-recover=undefined', '-Wall', '-Wextra', '-pthread', '-Inative/explorer', '-Inative/engine'];
/** What of the extension asks nothing of Windows. */
const PORTABLE = ['native/explorer/status/shown_paths.cc'];

/** The extension's C++ test programs: every *_test.cc, without its folder and ending. */
export const explorerTestNames = () => filesBelow(testsFolder).filter(path => path.endsWith('_test.cc')).map(path => path.slice(testsFolder.length + 1, -3));

/** Builds them on this system, with address and undefined-behaviour sanitizers: test name → program. */
export async function buildExplorerTests() {
  mkdirSync(folder, { recursive: true });
  const compile = sources => compileObjects(sources.map(source => ({ source, compiler: 'g++', flags: FLAGS })), `${folder}/objects`, 'explorer-tests');
  const parts = await compile(PORTABLE);
  const programs = new Map();
  for (const name of explorerTestNames()) {
    const program = `${folder}/${name}`;
    await runLogged(`explorer-tests-link-${name}`, 'g++', ['-fsanitize=address,undefined', '-pthread', '-o', program, ...await compile([`native/explorer/tests/${name}.cc`]), ...parts]);
    programs.set(name, program);
  }
  return programs;
}
