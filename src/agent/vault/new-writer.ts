import { mkdirSync, rmSync } from 'node:fs';
import { systemRandom } from '../../base/random.js';
import type { Installation } from '../installation.js';
import { filesOf, type Place } from '../place.js';

/**
 * Gives up what this installation believes to be stored in the vault: chunk index and scan images. Both are made anew from the vault when it is opened next, and every file is read and its chunks
 * are looked up again. The vault must not be open, or be dropped before anything else is done with it.
 */
export function forgetStored(place: Place, { vault }: Installation): void {
  const files = filesOf(place);
  rmSync(files.images, { recursive: true, force: true });
  mkdirSync(files.images, { recursive: true, mode: 0o700 });
  rmSync(files.index(vault.id), { recursive: true, force: true });
}

/** The same installation under another identity in the vault; it registers when the vault is opened next. */
export function withNewWriter(installation: Installation): Installation {
  return { ...installation, writer: systemRandom.bytes(8).toString('hex'), registered: false };
}
