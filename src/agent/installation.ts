import * as v from 'valibot';
import type { LocalState } from '../core/ports/local-catalog-state.js';

const hex = (bytes: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`)));

const Capabilities = v.object({
  conditionalPut: v.boolean(), durability: v.picklist(['synced', 'best-effort']), serverTime: v.boolean(), deferredDelete: v.boolean(),
});

/** Which vault this installation writes to, and who it is there. */
const Installation = v.object({
  format: v.literal(1),
  vault: v.object({ location: v.string(), id: hex(16), capabilities: Capabilities }),
  writer: hex(8),
  device: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  /** The writer's registration was stored once: when it is gone, the writer was expelled. */
  registered: v.optional(v.boolean()),
});
export type Installation = v.InferOutput<typeof Installation>;

const NAME = 'installation';

/** undefined before the set-up. */
export function readInstallation(state: LocalState['settings']): Installation | undefined {
  const stored = state.get(NAME);
  return stored === undefined ? undefined : v.parse(Installation, stored);
}

export function writeInstallation(state: LocalState['settings'], installation: Installation): void {
  state.set(NAME, installation);
}
