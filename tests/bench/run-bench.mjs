import { writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { mamori } from './programs/mamori.mjs';
import { findRivals } from './rivals.mjs';
import { ROW_GROUPS } from './rows/index.mjs';
import { renderNotes, renderTable } from './table.mjs';
import { Workspace } from './workspace.mjs';

export const ROW_NAMES = ROW_GROUPS.flatMap(({ rows }) => rows);

/** Measures the wanted rows, prints the table and writes the figures; a row that fails is reported and the others go on. Answers whether all ran. */
export async function runBench(options, announce) {
  const rivals = options.rivals ? findRivals() : [];
  const programs = [mamori, ...rivals];
  const memory = new Workspace(options.directory);
  const disk = new Workspace(options.diskDirectory);
  const removeOnSignal = removeWhenInterrupted([memory, disk]);
  const bench = { programs, memory, disk, meter: memory.meter, scale: options.scale, runs: options.runs, realTree: options.realTree, announce };
  const [results, failures] = [[], []];
  try {
    if (!memory.isInMemory) announce(`${options.directory} is no tmpfs: times include its disk`);
    for (const group of ROW_GROUPS) {
      if (!group.rows.some(name => options.rows.has(name))) continue;
      try {
        const rows = await group.run(bench, options.rows);
        results.push(...rows);
        failures.push(...rows.flatMap(row => row.failures.map(failure => `${row.name}: ${failure}`)));
      } catch (failure) {
        failures.push(`${group.rows.join(', ')}: ${failure.message}`);
        announce(failures.at(-1));
      }
    }
  } finally {
    for (const workspace of [memory, disk]) workspace.remove();
    removeOnSignal();
  }
  console.log(heading(options, programs, rivals));
  console.log(`${renderTable(results)}\n\n${renderNotes(results)}`);
  for (const failure of failures) console.log(`failed: ${failure}`);
  writeFileSync(options.output, `${JSON.stringify(record(options, programs, results, failures), undefined, 2)}\n`);
  announce(`figures in ${options.output}`);
  return failures.length === 0;
}

function heading(options, programs, rivals) {
  const programLines = programs.map(({ name, version, key }) => `  ${name} ${version}: key ${key}`);
  return [
    `Mamori's bench, ${options.scale.name} scale, median of ${options.runs}; ${machine()}`,
    `Data and vaults in ${options.directory}, vaults of the disk rows in ${options.diskDirectory}. In brackets: Mamori's share of the rival's value.`,
    ...programLines,
    ...(rivals.length === 0 ? ['No rival is here to compare with (--install-rivals fetches them): Mamori\'s own values alone.'] : []),
    '',
  ].join('\n');
}

const machine = () => `${cpus().length} × ${cpus()[0]?.model.trim() || 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.versions.node}`;

function record(options, programs, results, failures) {
  return {
    machine: machine(), scale: options.scale, runs: options.runs, directory: options.directory, diskDirectory: options.diskDirectory,
    programs: programs.map(({ name, version, key }) => ({ name, version, key })),
    rows: results.map(({ name, what, samples, verdicts, notes }) => ({ name, what, samples, verdicts, notes })),
    failures,
  };
}

/** Gigabytes left in memory by Ctrl+C would stay until the next start of the machine. Answers how to take that back. */
function removeWhenInterrupted(workspaces) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const onSignal = () => {
    for (const workspace of workspaces) workspace.remove();
    process.exit(130);
  };
  for (const signal of signals) process.once(signal, onSignal);
  return () => { for (const signal of signals) process.off(signal, onSignal); };
}
