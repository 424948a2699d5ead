import { parseArgs } from 'node:util';
import { FULL, QUICK } from './scale.mjs';

export const USAGE = `npm run bench -- [--quick] [--rows a,b] [--runs N] [--scale F] [--no-rivals] [--install-rivals]
                 [--dir DIR] [--disk-dir DIR] [--real-tree DIR] [--output FILE] [--no-build] [--list]

  --quick           scaled-down data, a few minutes with both rivals
  --rows a,b        only these rows (--list names them)
  --runs N          median of N runs, the programs taking turns (1)
  --scale F         numbers of files and bytes times F (1)
  --no-rivals       Mamori alone; --install-rivals fetches restic and Borg into the user's cache first
  --dir DIR         where data and vaults lie, a tmpfs (/dev/shm)
  --disk-dir DIR    where the vaults of the rows about disks lie (/var/tmp)
  --real-tree DIR   the tree that nobody generated (the project's node_modules)
  --output FILE     where the figures go as JSON (bench-results.json)
  --no-build        measure what is built, even if sources are newer`;

const SCALED = ['manyFiles', 'tinyFiles', 'bigFileBytes', 'diskBytes', 'agedFiles', 'indexMillions', 'yearDays'];

/** @param {readonly string[]} args @param {readonly string[]} rowNames every row there is; throws RangeError with a line for the user */
export function readOptions(args, rowNames) {
  const { values } = parseOrExplain(args);
  const runs = number('--runs', values.runs ?? '1', value => Number.isInteger(value) && value >= 1);
  const factor = number('--scale', values.scale ?? '1', value => value > 0);
  const rows = values.rows === undefined ? rowNames : values.rows.split(',').map(name => name.trim());
  const unknown = rows.filter(name => !rowNames.includes(name));
  if (unknown.length > 0) throw new RangeError(`no such row: ${unknown.join(', ')}; there are ${rowNames.join(', ')}`);
  return {
    help: values.help === true, list: values.list === true, build: values['no-build'] !== true, installRivals: values['install-rivals'] === true,
    rivals: values['no-rivals'] !== true, rows: new Set(rows), runs, scale: scaled(values.quick ? QUICK : FULL, factor),
    directory: values.dir ?? '/dev/shm', diskDirectory: values['disk-dir'] ?? '/var/tmp', realTree: values['real-tree'], output: values.output ?? 'bench-results.json',
  };
}

function parseOrExplain(args) {
  const text = { type: 'string' };
  const flag = { type: 'boolean' };
  try {
    return parseArgs({
      args: [...args],
      options: {
        quick: flag, rows: text, runs: text, scale: text, 'no-rivals': flag, 'install-rivals': flag, dir: text, 'disk-dir': text,
        'real-tree': text, output: text, 'no-build': flag, list: flag, help: flag,
      },
    });
  } catch (failure) {
    throw new RangeError(failure.message, { cause: failure });
  }
}

function number(name, text, isFine) {
  const value = Number(text);
  if (!isFine(value)) throw new RangeError(`${name} cannot be ${text}`);
  return value;
}

function scaled(scale, factor) {
  if (factor === 1) return scale;
  const changed = Object.fromEntries(SCALED.map(field => [field, Math.max(1, Math.round(scale[field] * factor))]));
  return { ...scale, ...changed, name: `${scale.name} × ${factor}` };
}
