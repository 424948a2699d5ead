import type { CodedError } from '../../../base/coded-error.js';
import { contributionIds, type ContributionKind } from './contribution-ids.js';
import { duplicateContribution } from './manifest-errors.js';
import type { Manifest, PluginId } from './manifest-schema.js';

/**
 * Which plugin holds which id, filled in the order of installation: who came first keeps it.
 *
 * Two installed versions of one plugin are the registry's business; here a plugin never conflicts with itself.
 */
export class ContributionOwners {
  readonly #owners = new Map<string, PluginId>();

  /** Takes the manifest's ids, or none of them and the first conflict as `plugin.duplicate-contribution`. Cost: linear in its contributions. */
  claim({ id: plugin, contributes }: Manifest): CodedError | undefined {
    const claims = contributionIds(contributes);
    for (const { kind, id } of claims) {
      const heldBy = this.ownerOf(kind, id);
      if (heldBy !== undefined && heldBy !== plugin) return duplicateContribution(plugin, { kind, id, heldBy });
    }
    for (const { kind, id } of claims) this.#owners.set(keyOf(kind, id), plugin);
    return undefined;
  }

  release(plugin: PluginId): void {
    for (const [key, owner] of this.#owners) if (owner === plugin) this.#owners.delete(key);
  }

  ownerOf(kind: ContributionKind, id: string): PluginId | undefined {
    return this.#owners.get(keyOf(kind, id));
  }
}

const keyOf = (kind: ContributionKind, id: string) => `${kind} ${id}`;
