import { chownSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The kernel's overflow user: owns nothing, may do nothing special. */
const NOBODY = 65_534;

/**
 * Makes root, who may read everything, an ordinary user that owns `folder`; anybody else stays who they are. The answer undoes it.
 *
 * glibc changes the user of all threads at once, the engine's included.
 */
export function asOrdinaryUser(folder: string): () => void {
  if (process.getuid?.() !== 0) return () => undefined;
  for (const path of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) chownSync(join(folder, path), NOBODY, NOBODY);
  process.seteuid?.(NOBODY);
  return () => process.seteuid?.(0);
}
