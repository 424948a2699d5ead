/** Tells whether a path matches; `path` is '' for the root. */
export type PathMatcher = (path: string) => boolean;

/**
 * What people type into a search box.
 *
 * - Without `*` and `?` it is a part of a name; with them it is a whole name: `*` is any characters but `/`, `?` one.
 * - With a `/` it is about whole paths instead of names, and `**` crosses folders.
 * - Case, and the ways in which Unicode writes one accented letter (NFC, NFD), make no difference.
 */
export function pathMatcher(pattern: string): PathMatcher {
  const wanted = fold(pattern);
  const subject = wanted.includes('/') ? fold : (path: string): string => fold(path.slice(path.lastIndexOf('/') + 1));
  if (!/[*?]/.test(wanted)) return path => subject(path).includes(wanted);
  const expression = new RegExp(`^${globSource(wanted)}$`, 'su');
  return path => expression.test(subject(path));
}

function globSource(glob: string): string {
  return glob.split(/(\*+|\?)/u).map(part => {
    if (part === '?') return '[^/]';
    if (part === '*') return '[^/]*';
    if (part.startsWith('**')) return '.*';
    return part.replaceAll(/[\\^$.|+()[\]{}/]/gu, escaped => `\\${escaped}`);
  }).join('');
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
