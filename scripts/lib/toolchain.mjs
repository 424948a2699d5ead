import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inProject } from './paths.mjs';

/**
 * Mamori's own Node, for machines whose Node does not fit: fetched from the package registry with a committed lock file, so that
 * every byte is checked against its digest. It lies in a folder per version: an update never changes the one that is running.
 */
const manifest = inProject('scripts/toolchain/package.json');
const platformPackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

function location() {
  const version = JSON.parse(readFileSync(manifest, 'utf8')).optionalDependencies[platformPackage];
  if (version === undefined) return undefined;
  const folder = inProject('.toolchain', `node-${version}`);
  const unpacked = `${folder}/node_modules/${platformPackage}`;
  return { version, folder, unpacked, node: process.platform === 'win32' ? `${unpacked}/bin/node.exe` : `${unpacked}/bin/node` };
}

/** Why the fetched Node is wanted, for the person who waits for it. */
const doesNotFit = `Node ${process.versions.node} does not fit (Mamori needs 22.22.2, 24.15 or later)`;

/** The path of the fitting Node's binary; fetched first if it is not there (30 MB, about 5 s). */
export async function fetchedNode(announce, reason = doesNotFit) {
  const { StepFailure } = await import('./run-command.mjs');
  const place = location();
  if (place === undefined) throw new StepFailure(`${reason}. Please install Node 24 with its headers.`);
  if (existsSync(place.node)) return place.node;
  announce(`${reason}: fetching Node ${place.version}`);
  const { withBuildLock } = await import('./build-lock.mjs');
  await withBuildLock(() => fetchInto(place));
  if (!existsSync(place.node)) throw new StepFailure(`${reason}, and another could not be fetched. Please check the network, or install Node 24.`);
  return place.node;
}

async function fetchInto({ folder, node }) {
  if (existsSync(node)) return;
  const { runNpm } = await import('./run-npm.mjs');
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(inProject('scripts/toolchain', name), `${folder}/${name}`);
  await runNpm('toolchain', ['ci', '--ignore-scripts'], folder);
}

/**
 * The folder that holds `include/node` for the running Node: its own if it brought one, else the fetched Node's.
 * What is built is Node-API, which is the same in both.
 */
export async function headersFolder(announce) {
  const own = dirname(dirname(process.execPath));
  if (existsSync(`${own}/include/node/common.gypi`) && existsSync(`${own}/include/node/node_api.h`)) return own;
  return dirname(dirname(await fetchedNode(announce, `Node ${process.versions.node} came without its headers`)));
}
