import gt from 'semver/functions/gt.js';
import type { Clock } from '../../../base/clock.js';
import {
  ContributionOwners, checkEngine, checkManifest, type Manifest, type ManifestProblem, type PluginId,
} from '../../../wire/plugins/manifest/index.js';
import { consentFor, grantedBy, type Consent, type Grant } from './consent.js';
import { builtInPlugin, fileMissing, proposalGone, unknownPlugin, usesProposedApi } from './install-errors.js';
import type { PackageShelf, StagedPackage } from './package-shelf.js';
import type { PluginOrigin } from './package-spec.js';
import type { PluginRegistry, RegisteredPlugin } from './plugin-registry.js';

export interface PluginInstallerParts {
  readonly registry: PluginRegistry;
  readonly shelf: PackageShelf;
  readonly builtIn: readonly Manifest[];
  readonly productVersion: string;
  readonly clock: Clock;
}

/** A package that could be installed; `installed` is what it would take the place of. */
export interface Candidate {
  readonly package: StagedPackage;
  readonly manifest: Manifest;
  readonly consent: Consent;
  readonly installed: RegisteredPlugin | undefined;
}

export type Proposal = { readonly ok: true; readonly candidate: Candidate } | { readonly ok: false; readonly problems: readonly ManifestProblem[] };

/**
 * Brings plugins in and takes them away. Knows nothing of what runs; whoever calls tells that afterwards.
 *
 * Every installation has the same steps: stage, check, agree, commit, register. The last two are one synchronous piece, so that installations at the same time take
 * effect one after the other; a crash before the last leaves the earlier version, or none.
 */
export class PluginInstaller {
  readonly #parts: PluginInstallerParts;

  constructor(parts: PluginInstallerParts) {
    this.#parts = parts;
  }

  /**
   * Fetches a package and checks all of it that can be checked without a person. What fails is thrown away.
   *
   * @throws CodedError what `PackageShelf.stage` throws; `plugin.engine-mismatch`, `plugin.duplicate-contribution`, `plugin.built-in`, `plugin.file-missing`, `plugin.proposed-api`
   */
  async propose(origin: PluginOrigin, { allowProposed, signal }: { readonly allowProposed: boolean; readonly signal: AbortSignal }): Promise<Proposal> {
    const { shelf } = this.#parts;
    const staged = await shelf.stage(origin, signal);
    try {
      const check = checkManifest(staged.manifestText, 'package.json');
      if (!check.ok) {
        await shelf.discard(staged.staged);
        return check;
      }
      const candidate = this.#candidate(staged, check.manifest);
      this.#checkFiles(candidate);
      const { manifest, consent } = candidate;
      if (consent.proposals.length > 0 && !allowProposed) throw usesProposedApi(manifest.id, consent.proposals);
      return { ok: true, candidate };
    } catch (failure) {
      await shelf.discard(staged.staged);
      throw failure;
    }
  }

  /** Keeps a candidate until somebody has answered; `answered` finds it by `package.staged`. */
  hold({ package: staged, installed }: Candidate): Promise<void> {
    return this.#parts.shelf.hold(staged, noteOf(installed));
  }

  /**
   * The candidate that a person was asked about.
   *
   * @throws CodedError `plugin.proposal-gone`, also when the plugin was installed, updated or removed meanwhile: then the question was another one
   */
  answered(staged: string): Candidate {
    const held = this.#parts.shelf.held(staged);
    const check = held && checkManifest(held.staged.manifestText, 'package.json');
    if (!held || !check?.ok) throw proposalGone(staged);
    const candidate = this.#candidate(held.staged, check.manifest);
    if (noteOf(candidate.installed) !== held.note) throw proposalGone(staged);
    return candidate;
  }

  async decline({ package: { staged } }: Candidate): Promise<void> {
    await this.#parts.shelf.discard(staged);
  }

  /** Puts a candidate in the place of what is installed. Durable when it returns; the files of the earlier version are there until `tidy`. */
  install({ package: staged, manifest }: Candidate, answer: Grant | undefined): RegisteredPlugin {
    const { registry, shelf, clock, productVersion } = this.#parts;
    const { consent, installed } = this.#candidate(staged, manifest); // as things are now
    const granted = grantedBy(manifest, consent, answer);
    const { integrity, integrityOf, filesDigest, files, sizeBytes, origin } = staged;
    const atMs = clock.nowMs();
    const folder = `${manifest.version}-${staged.staged.slice(0, 8)}`;
    const plugin: RegisteredPlugin = {
      manifest, folder, origin, integrity, integrityOf, filesDigest, files, sizeBytes, granted, allowedProposals: manifest.enabledApiProposals,
      grants: [...installed?.grants ?? [], { atMs, version: manifest.version, integrity, granted }],
      installedMs: installed?.installedMs ?? atMs, updatedMs: atMs, enabled: installed?.enabled ?? true, disabledBy: installed?.disabledBy, checkedBy: productVersion,
    };
    shelf.commit(staged.staged, manifest.id, folder);
    registry.put(plugin);
    return plugin;
  }

  /** After `install`: removes the earlier version's files, once nothing runs from them, and what is left of the package. */
  async tidy({ package: { staged }, manifest: { id } }: Candidate): Promise<void> {
    const { registry, shelf } = this.#parts;
    await shelf.discard(staged);
    await shelf.tidy(id, registry.get(id)?.folder);
  }

  /** Forgets a plugin. What it kept is the caller's to remove first: a crash in between leaves a plugin that can be removed again. @throws CodedError */
  async remove(id: PluginId): Promise<void> {
    const { registry, shelf } = this.#parts;
    registry.delete(this.installed(id).manifest.id);
    await shelf.tidy(id, undefined);
  }

  /** @throws CodedError `plugin.unknown`, `plugin.built-in` */
  installed(id: string): RegisteredPlugin {
    const { registry, builtIn } = this.#parts;
    if (builtIn.some(manifest => manifest.id === id)) throw builtInPlugin(id);
    const plugin = registry.get(id);
    if (!plugin) throw unknownPlugin(id);
    return plugin;
  }

  /** Whether a candidate is newer than what is installed. */
  isNewer({ manifest, installed }: Candidate): boolean {
    return !installed || gt(manifest.version, installed.manifest.version);
  }

  #candidate(staged: StagedPackage, manifest: Manifest): Candidate {
    const { registry, builtIn, productVersion } = this.#parts;
    if (builtIn.some(({ id }) => id === manifest.id)) throw builtInPlugin(manifest.id);
    const mismatch = checkEngine(manifest, productVersion);
    if (mismatch) throw mismatch;
    const owners = new ContributionOwners();
    for (const other of [...builtIn, ...registry.all().map(plugin => plugin.manifest)]) if (other.id !== manifest.id) owners.claim(other);
    const conflict = owners.claim(manifest);
    if (conflict) throw conflict;
    const installed = registry.get(manifest.id);
    return { package: staged, manifest, installed, consent: consentFor(manifest, staged.origin, staged.integrity, installed) };
  }

  /** What the manifest names is there. */
  #checkFiles({ package: { staged }, manifest }: Candidate): void {
    const icons = manifest.contributes.commands.flatMap(({ icon }) => (icon === undefined ? [] : typeof icon === 'string' ? [icon] : [icon.light, icon.dark]));
    for (const file of [...(manifest.main === undefined ? [] : [manifest.main]), ...icons]) {
      if (!this.#parts.shelf.has(staged, file.replace(/^\.\//, ''))) throw fileMissing(manifest.id, file);
    }
  }
}

/** Tells one state of the registry from another, as far as a question depends on it. */
function noteOf(installed: RegisteredPlugin | undefined): string {
  return installed ? `${installed.folder} ${installed.granted.join(',')}` : 'new';
}
