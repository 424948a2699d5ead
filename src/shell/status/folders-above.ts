/** The folders above a relative path, its own first, the root ('') last; none for the root itself. */
export function foldersAbove(path: string): string[] {
  if (path === '') return [];
  const folders: string[] = [];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) folders.push(path.slice(0, end));
  folders.push('');
  return folders;
}
