import type { SettingsStore } from '../ports/local-catalog-state.js';

const NAME = 'verify.damaged';

/** Containers that a verification found damaged: nothing new refers to them, and their chunks are stored again when they are met. */
export function damagedContainers(settings: SettingsStore): ReadonlySet<string> {
  return new Set(settings.get(NAME) as readonly string[] | undefined);
}

/** Remembers further ones, and forgets those that are `gone` from the vault. */
export function noteDamaged(settings: SettingsStore, found: Iterable<string>, isPresent: (name: string) => boolean): void {
  const before = damagedContainers(settings);
  const after = [...before, ...found].filter(isPresent);
  const names = [...new Set(after)].sort();
  if (names.join() !== [...before].sort().join()) settings.set(NAME, names.length === 0 ? undefined : names);
}
