import { mkdirSync } from 'node:fs';
import { compileObjects } from './compile-objects.mjs';
import { filesBelow } from './fingerprint.mjs';
import { nativeSources } from './native-sources.mjs';
import { buildStateFolder, inProject, projectRoot } from './paths.mjs';
import { runLogged } from './run-command.mjs';

const testsFolder = inProject('native/shim/tests');
const programsEndingWith = ending => filesBelow(testsFolder).filter(path => path.endsWith(ending)).map(path => path.slice(testsFolder.length + 1, -3));

/** The shim's C++ test programs: every *_test.cc, without its folder and ending. */
export const shimTestNames = () => programsEndingWith('_test.cc');

const SANITIZED = ['-O1', '-g1', '-fsanitize=address,undefined', '-fno-sanitize-recover=undefined'];

/** The shim's test programs with address and undefined-behaviour sanitizers: test name → program. */
export async function buildShimTests() {
  return buildPrograms(shimTestNames(), 'shim-tests', SANITIZED);
}

/** A program of native/shim/tests that measures, with the shim in it as it is shipped, optimised. */
export async function buildShimBench(name) {
  const programs = await buildPrograms([name], 'shim-bench', ['-O3']);
  return programs.get(name);
}

async function buildPrograms(names, log, options) {
  const folder = `${buildStateFolder}/${log}`;
  mkdirSync(folder, { recursive: true });
  const flags = ['-std=c++20', ...options, '-Wall', '-Wextra', '-pthread', '-Inative/shim', '-Inative/engine'];
  const unit = source => ({ source, compiler: 'g++', flags });
  const shim = await compileObjects(nativeSources('linux', 'shim').map(unit), `${folder}/objects`, log);
  const mains = await compileObjects(names.map(name => unit(`${testsFolder.slice(projectRoot.length + 1)}/${name}.cc`)), `${folder}/objects`, log);
  const programs = new Map();
  for (const [index, name] of names.entries()) {
    const program = `${folder}/${name}`;
    await runLogged(`${log}-link-${name}`, 'g++', [...options, '-pthread', '-o', program, mains[index], ...shim]);
    programs.set(name, program);
  }
  return programs;
}
