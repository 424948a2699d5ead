import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fingerprintOfStats } from './fingerprint.mjs';
import { inProject } from './paths.mjs';
import { runLogged } from './run-command.mjs';

const JOBS = 2;

/**
 * Compiles C and C++ sources into objects below `folder`, two at a time, and answers the objects' paths in the order of the sources.
 *
 * An object is kept while its source, the headers it read and its flags stay the same. Throws StepFailure with the compiler's errors.
 *
 * @param {readonly { source: string, compiler: string, flags: readonly string[] }[]} units sources relative to the project's root
 * @param {string} folder
 * @param {string} log what the logs' names begin with
 * @returns {Promise<string[]>}
 */
export async function compileObjects(units, folder, log) {
  mkdirSync(folder, { recursive: true });
  const waiting = [...units];
  const worker = async () => {
    for (let unit = waiting.shift(); unit !== undefined; unit = waiting.shift()) await compile(unit, folder, log);
  };
  await Promise.all(Array.from({ length: JOBS }, worker));
  return units.map(({ source }) => objectOf(source, folder));
}

const flat = source => source.replaceAll('/', '+');
const objectOf = (source, folder) => `${folder}/${flat(source)}.o`;

async function compile({ source, compiler, flags }, folder, log) {
  const object = objectOf(source, folder);
  const command = [compiler, ...flags].join(' ');
  if (existsSync(object) && readOrEmpty(`${object}.key`) === keyOf(object, command)) return;
  await runLogged(`${log}-${flat(source)}`, compiler, [...flags, '-MMD', '-MF', `${object}.d`, '-c', source, '-o', object]);
  writeFileSync(`${object}.key`, keyOf(object, command));
}

/** What the object was made from: the command, and the state of every file that the compiler listed as read. */
function keyOf(object, command) {
  const read = readOrEmpty(`${object}.d`).replace(/^.*?: /, '').split(/[\s\\]+/).filter(Boolean);
  return `${fingerprintOfStats(read.map(path => (path.startsWith('/') ? path : inProject(path))))} ${command}`;
}

function readOrEmpty(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
