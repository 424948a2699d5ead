import { mkdirSync } from 'node:fs';
import { compileObjects } from './compile-objects.mjs';
import { filesBelow } from './fingerprint.mjs';
import { nativeSources } from './native-sources.mjs';
import { buildStateFolder, inProject, projectRoot } from './paths.mjs';
import { runLogged } from './run-command.mjs';

const folder = `${buildStateFolder}/native-tests`;
const testsFolder = inProject('native/engine/tests');

/** The engine's C++ test programs: every *_test.cc, without its folder and ending. */
export const nativeTestNames = () => filesBelow(testsFolder).filter(path => path.endsWith('_test.cc')).map(path => path.slice(testsFolder.length + 1, -3));

/**
 * Builds the engine's C++ test programs with address and undefined-behaviour sanitizers: all of the engine but its binding, once,
 * and one program per test. zstd comes from the addon's build; OpenSSL from the system's library instead of Node.
 *
 * @returns {Promise<Map<string, string>>} test name → program
 */
export async function buildNativeTests() {
  mkdirSync(folder, { recursive: true });
  const flags = [
    '-std=c++20', '-O1', '-g1', '-fsanitize=address,undefined', '-fno-sanitize-recover=undefined', '-Wall', '-Wextra', '-pthread',
    '-Inative/engine', '-Inode_modules/zstd-napi/deps/zstd/lib',
  ];
  const unit = source => ({ source, compiler: 'g++', flags });
  const engine = nativeSources('linux').filter(source => !source.startsWith('native/engine/binding/'));
  const objects = await compileObjects(engine.map(unit), `${folder}/objects`, 'native-tests');
  const names = nativeTestNames();
  const mains = await compileObjects(names.map(name => unit(`${testsFolder.slice(projectRoot.length + 1)}/${name}.cc`)), `${folder}/objects`, 'native-tests');
  const programs = new Map();
  for (const [index, name] of names.entries()) {
    const program = `${folder}/${name}`;
    await runLogged(`native-tests-link-${name}`, 'g++', [
      '-fsanitize=address,undefined', '-pthread', '-o', program, mains[index], ...objects, inProject('build/Release/zstd.a'), '-Wl,--no-as-needed', '-lcrypto',
    ]);
    programs.set(name, program);
  }
  return programs;
}
