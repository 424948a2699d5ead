import { hostname } from 'node:os';
import { namedSource } from '../core/restore/locate-source.js';
import { systemRandom } from '../base/random.js';
import { forgetStored, withNewWriter } from './vault/new-writer.js';
import { forgetVirtualSources } from './plugins/virtual-sources.js';
import { sourcesOf } from './sources.js';
import { installed, type Workspace } from './workspace.js';

/**
 * Makes an installation that is a copy of another one (a cloned disk, a copied home) one of its own: a new writer, a device name of its own, and a new source for each of its folders.
 *
 * The versions saved so far stay with the device they were made on, and can be restored from here with --device. What the vault holds already is not stored again; every file is read once. The vault is opened
 * anew by the next use. A crash in between leaves the old problem to be told, and this to be repeated.
 */
export async function separateSources(workspace: Workspace, name: string | undefined): Promise<{ readonly device: string; readonly sources: readonly { readonly name: string; readonly root: string }[] }> {
  const { settings, state, vault, place, logger } = workspace;
  const installation = installed(workspace.installation);
  const device = name ?? ownName(workspace, installation.device);
  const earlier = sourcesOf(workspace).map(({ id }) => id);
  logger.warn('this installation takes an identity of its own', { was: installation.device, is: device });
  await vault.drop();
  forgetStored(place, installation);
  settings.update(current => ({ ...current, sources: current.sources.map(source => ({ ...source, id: systemRandom.bytes(16).toString('hex') })) }));
  forgetVirtualSources(workspace);
  workspace.install({ ...withNewWriter(installation), device });
  for (const id of earlier) await state.dirtyRanges.forget(id);
  return { device, sources: sourcesOf(workspace).map(({ name: source, root }) => ({ name: source, root })) };
}

/** This machine's name unless the vault knows it already; else the old name with a number. */
function ownName({ catalog }: Workspace, was: string): string {
  const taken = new Set([was, ...catalog.sources().map(source => namedSource(source).definition.device)]);
  const candidates = [hostname(), ...Array.from({ length: taken.size + 1 }, (_, at) => `${was}-${at + 2}`)];
  return candidates.find(candidate => candidate !== '' && !taken.has(candidate)) as string;
}
