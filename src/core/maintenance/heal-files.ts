import type { CatalogReader } from '../ports/catalog.js';
import type { DirtyRanges } from '../ports/dirty-ranges.js';
import { outermostFolders, parentFolder } from '../watch/folders.js';
import type { AffectedVersion } from './affected-versions.js';
import type { ScanImages } from './scan-images.js';

/** Past this many folders the whole source is looked at. */
const MAX_FOLDERS = 100;

/**
 * Sees to it that files whose present content is damaged in the vault are read again: their folders are marked dirty, and the source's scan image is remade without what it knew. The next backup then
 * stores the chunks that no usable container holds. Returns the versions that heal so; earlier versions of a file cannot be had from anywhere.
 */
export async function healFiles(
  affected: readonly AffectedVersion[], own: ReadonlySet<string>,
  { catalog, dirtyRanges, images, nowMs, signal }: { readonly catalog: CatalogReader; readonly dirtyRanges: DirtyRanges; readonly images: ScanImages; readonly nowMs: number; readonly signal?: AbortSignal | undefined },
): Promise<readonly AffectedVersion[]> {
  const healing = affected.filter(({ source, path, version }) => own.has(source) && catalog.stateAt(source, path)?.sequence === version);
  for (const [source, versions] of Map.groupBy(healing, ({ source: id }) => id)) {
    const folders = outermostFolders(versions.map(({ path }) => parentFolder(path)));
    for (const folder of folders.length > MAX_FOLDERS ? [''] : folders) await dirtyRanges.add({ root: source, folder, reason: 'requested', since: nowMs });
    await images.giveUp(source);
    await images.remake(source, signal);
  }
  return healing;
}
