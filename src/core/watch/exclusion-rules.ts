import { encodePath } from '../../base/path-bytes.js';
import type { Exclusion } from './change-source.js';
import type { RelativePath } from './source-event.js';

/** The rules of one source; the engine applies the same ones when it scans (native/engine/scan/exclusions.h). */
export interface ExclusionSettings {
  readonly excludedExtensions: readonly string[];
  readonly excludedPatterns: readonly string[];
  readonly excludeHidden: boolean;
}

interface Pattern {
  readonly text: string;
  readonly expression: RegExp;
  readonly anchored: boolean;
  readonly foldersOnly: boolean;
  readonly takesBack: boolean;
}

/**
 * The first rule that leaves a path out, as the person wrote it; undefined when none does. Folders above it are asked first, as a scan would meet them.
 *
 * What the path itself is (file or folder) is not known here: it is taken for a file, so a rule for folders decides only about what lies below one.
 */
export function exclusionRule(settings: ExclusionSettings, path: RelativePath, ignoreCase = false): string | undefined {
  const rules = compile(settings, ignoreCase);
  for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
    const rule = rules(path.slice(0, end), true);
    if (rule !== undefined) return rule;
  }
  return path === '' ? undefined : rules(path, false);
}

/** The predicate that the watch asks, for each folder above a path and then for the path. Folders are told by being asked about with something below them. */
export function exclusionOf(settings: ExclusionSettings, ownFolders: readonly RelativePath[], ignoreCase = false): Exclusion {
  const rules = compile(settings, ignoreCase);
  const own = new Set(ownFolders);
  return path => own.has(path) || rules(path, false) !== undefined;
}

function compile({ excludedExtensions, excludedPatterns, excludeHidden }: ExclusionSettings, ignoreCase: boolean): (path: RelativePath, isFolder: boolean) => string | undefined {
  const extensions = new Map(excludedExtensions.map(extension => [extension.replace(/^\./, '').toLowerCase(), extension]));
  const patterns = excludedPatterns.map(text => patternOf(text, ignoreCase)).filter(pattern => pattern !== undefined).reverse();
  return (path, isFolder) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    // On Windows an attribute hides a file, which a name does not tell: there the engine decides when it looks at the file.
    if (excludeHidden && !ignoreCase && name.startsWith('.')) return '.*';
    const dot = name.lastIndexOf('.');
    const extension = !isFolder && dot > 0 ? extensions.get(name.slice(dot + 1).toLowerCase()) : undefined;
    if (extension !== undefined) return `*.${extension}`;
    // The last pattern that matches decides, as in .gitignore.
    const decisive = patterns.find(pattern => (isFolder || !pattern.foldersOnly) && pattern.expression.test(asBytes(pattern.anchored ? path : name)));
    return decisive && !decisive.takesBack ? decisive.text : undefined;
  };
}

function patternOf(text: string, ignoreCase: boolean): Pattern | undefined {
  const takesBack = text.startsWith('!');
  const written = takesBack ? text.slice(1) : text;
  const bare = written.replace(/\/+$/, '');
  const glob = bare.replace(/^\//, '');
  if (glob === '') return undefined;
  return {
    text, takesBack, foldersOnly: written.endsWith('/'), anchored: bare.includes('/'),
    expression: new RegExp(`^${glob.split('/').map(componentExpression).join('')}$`, ignoreCase ? 'is' : 's'),
  };
}

/** One component with the slash before it; `**` is any number of components. */
function componentExpression(component: string, at: number, all: readonly string[]): string {
  const bytes = asBytes(component);
  if (bytes === '**') return at === all.length - 1 ? '.*' : '(?:[^/]+/)*';
  const slash = at < all.length - 1 ? '/' : '';
  return bytes.replace(/\\(.)|\[(!|\^)?(\]?(?:\\.|[^\]\\])*)\]|(\*)|(\?)|(.)/gs, (_whole, quoted, negated, members, star, any, literal) => {
    if (quoted !== undefined) return escaped(quoted as string);
    if (members !== undefined) return `(?!/)[${negated ? '^' : ''}${(members as string).replace(/[[\]^]/g, '\\$&')}]`;
    if (star !== undefined) return '[^/]*';
    return any !== undefined ? '[^/]' : escaped(literal as string);
  }) + slash;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** One character a byte, as the engine's globs see names. */
function asBytes(text: string): string {
  return encodePath(text).toString('latin1');
}
