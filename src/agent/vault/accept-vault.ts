import type { Reconciled } from '../../core/backup/catalog-reconciler.js';
import { forgetStored, withNewWriter } from './new-writer.js';
import { sourcesOf } from '../sources.js';
import type { OpenedVault } from './vault-link.js';
import { installed, type Workspace } from '../workspace.js';

/**
 * Takes the vault as it stands for right: it was put back from a copy, or this installation was.
 *
 * - Chunk index, catalog and scan images are made anew from the vault, and every protected folder is looked at again: what the vault lacks is stored by the next backup.
 * - Every key slot is made to open all keys: the copy may be older than a rotation, and what is sealed from now on must not be out of their reach.
 * - Where another installation wrote under this one's identity, this one takes a new identity.
 * - What was remembered of the vault goes last: a crash before leaves the problem to be told, and this to be repeated.
 *
 * A fork that lies in the vault stays one, and is thrown.
 */
export async function acceptVault(workspace: Workspace, before: OpenedVault, signal: AbortSignal): Promise<Awaited<ReturnType<OpenedVault['reconciler']['rebuild']>>> {
  const { vault, place, catalog, state, clock, logger } = workspace;
  const installation = installed(workspace.installation);
  await before.keyRing.share(before.keys, signal);
  const known = new Set([...catalog.sources().map(({ id }) => id), ...sourcesOf(workspace).map(({ id }) => id)]);
  logger.warn('the vault is taken as it stands', { problems: summaryOf(before) });
  await vault.drop();
  forgetStored(place, installation);
  if (before.twin) workspace.install(withNewWriter(installation));

  const opened = await vault.use();
  const rebuilt = await opened.reconciler.rebuild(signal);
  for (const { id } of sourcesOf(workspace)) {
    if (catalog.source(id)?.lastSequence) await opened.images.remake(id, signal);
    await state.dirtyRanges.add({ root: id, folder: '', reason: 'requested', since: clock.nowMs() });
  }
  const listed = await opened.session.runs.list(signal);
  for (const source of new Set([...known, ...listed.keys()])) {
    const chain = await opened.session.runs.chain(source, undefined, signal);
    opened.session.intentions.record(source, chain.runs.at(-1));
    state.proofs.set({ source, provenMs: undefined, cursor: '' });
    await opened.heads.forget(source);
  }
  await vault.drop();
  const { problems } = await vault.use();
  for (const { id } of sourcesOf(workspace)) {
    const left = problems.get(id)?.find(({ code }) => code === 'vault.forked-source' || code === 'vault.rolled-back');
    if (left) throw left;
  }
  return rebuilt;
}

function summaryOf({ problems }: Pick<Reconciled, 'problems'>): string {
  return [...problems].map(([source, found]) => `${source}: ${found.map(({ code }) => code).join()}`).join('; ');
}
