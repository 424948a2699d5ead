import { CodedError } from '../../base/coded-error.js';
import { restoreErrors } from '../../terms/errors/restore-errors.js';
import type { CatalogReader, CatalogSource } from '../ports/catalog.js';
import type { SourceDefinition } from '../vault/runs/run-root.js';
import type { RelativePath } from '../watch/source-event.js';

/** Which of the vault's sources are meant, as a person says it: a device's name, a source's name or the beginning of its id. */
export interface SourceChoice {
  readonly device?: string | undefined;
  readonly source?: string | undefined;
}

export interface NamedSource {
  readonly id: string;
  readonly definition: Pick<SourceDefinition, 'name' | 'device' | 'platform' | 'root'>;
  readonly lastSequence: number;
}

/** A path of a source. */
export interface LocatedPath {
  readonly source: NamedSource;
  readonly path: RelativePath;
}

export function namedSource({ id, definition, lastSequence }: CatalogSource): NamedSource {
  return { id, definition: JSON.parse(definition) as SourceDefinition, lastSequence };
}

/** The sources a choice names. @throws CodedError restore.unknown-source */
export function chosenSources(catalog: CatalogReader, choice: SourceChoice): readonly NamedSource[] {
  const sources = catalog.sources().filter(source => source.lastSequence > 0).map(namedSource).filter(({ id, definition }) =>
    (choice.device === undefined || definition.device === choice.device)
    && (choice.source === undefined || definition.name === choice.source || (choice.source.length >= 4 && id.startsWith(choice.source))));
  if (sources.length > 0 || (choice.device === undefined && choice.source === undefined)) return sources;
  throw CodedError.of(restoreErrors, 'restore.unknown-source', `no source ${choice.device ?? ''} ${choice.source ?? ''}`, { data: { ...definedOnly(choice) } });
}

/**
 * Finds the source that holds a path: the deepest root above it, sources of `device` before others; with a choice, also a path
 * relative to the one chosen source.
 *
 * @throws CodedError restore.unknown-path, restore.unknown-source, restore.ambiguous-source
 */
export function locatePath(catalog: CatalogReader, path: string, choice: SourceChoice, device: string): LocatedPath {
  const sources = chosenSources(catalog, choice);
  const holding = sources
    .map(source => ({ source, path: relativeTo(source.definition, path) }))
    .filter((located): located is LocatedPath => located.path !== undefined)
    .sort((a, b) => Number(b.source.definition.device === device) - Number(a.source.definition.device === device)
      || b.source.definition.root.length - a.source.definition.root.length
      || b.source.lastSequence - a.source.lastSequence);
  const [best, next] = holding;
  if (best) {
    if (next && next.source.definition.root === best.source.definition.root && (next.source.definition.device === device) === (best.source.definition.device === device)) throw ambiguous(path);
    return best;
  }
  if (choice.device === undefined && choice.source === undefined) throw unknownPath(path);
  const [only, another] = sources;
  if (!only || another) throw ambiguous(path);
  return { source: only, path: path.replaceAll('\\', '/').replace(/^(\.\/)+|^\/+|\/+$/g, '').replace(/^\.$/, '') };
}

function relativeTo({ root, platform }: NamedSource['definition'], path: string): RelativePath | undefined {
  const plain = (text: string) => (platform === 'win32' ? text.replaceAll('\\', '/') : text).replace(/\/+$/, '');
  const [above, below] = [plain(root), plain(path)];
  const same = platform === 'win32' ? below.toLowerCase().startsWith(above.toLowerCase()) : below.startsWith(above);
  if (!same) return undefined;
  if (below.length === above.length) return '';
  return below[above.length] === '/' ? below.slice(above.length + 1) : undefined;
}

export function unknownPath(path: string): CodedError {
  return CodedError.of(restoreErrors, 'restore.unknown-path', `no backup of ${path}`, { data: { path } });
}

function ambiguous(path: string): CodedError {
  return CodedError.of(restoreErrors, 'restore.ambiguous-source', `several sources hold ${path}`, { data: { path } });
}

function definedOnly(choice: SourceChoice): Record<string, string> {
  return Object.fromEntries(Object.entries(choice).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
