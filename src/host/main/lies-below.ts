/**
 * Whether `path` lies below `folder`, by their texts alone: the parts of one begin with those of the other, and none says "up". Links are not followed here; what reads the
 * folder does not follow them either.
 */
export function liesBelow(folder: string, path: string): boolean {
  const outer = folder.replace(/[\\/]+$/, '');
  const rest = path.slice(outer.length);
  return path.startsWith(outer) && /^[\\/]+[^\\/]/.test(rest) && !rest.split(/[\\/]/).some(part => part === '..' || part === '.');
}
