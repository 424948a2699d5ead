import type { SourceDefinition } from '../vault/runs/run-root.js';
import type { RelativePath } from '../watch/source-event.js';

/** A path of a source as its own device writes it, whichever device asks: how people are shown it, and what they may give back. */
export function absolutePath({ root, platform }: Pick<SourceDefinition, 'root' | 'platform'>, path: RelativePath): string {
  if (path === '') return root;
  if (platform === 'win32') return `${root.replace(/[/\\]+$/, '')}\\${path.replaceAll('/', '\\')}`;
  return `${root.replace(/\/+$/, '')}/${path}`; // a backslash is part of a name there
}
