import type { Clock } from '../../base/clock.js';
import type { Proofs, SettingsStore } from '../ports/local-catalog-state.js';
import { affectedVersions, type AffectedVersion } from './affected-versions.js';
import { damagedContainers, noteDamaged } from './damaged-containers.js';
import { DamageReport } from './damage-report.js';
import { hashObjects } from './hash-objects.js';
import { findMissing } from './missing-chunks.js';
import { afterStep, nextOfPass, parseCursor, sizeOf } from './proof-cursor.js';
import { readContainers } from './read-containers.js';
import { surveyVault, type Survey, type SurveyOptions } from './survey.js';

export interface VerifierOptions extends SurveyOptions {
  readonly proofs: Proofs;
  readonly settings: SettingsStore;
  readonly clock: Clock;
}

export interface VerifyRequest {
  /** `listing`: names, footers, chains, histories, and that every chunk is somewhere; `packs`: also every object's digest; `data`: also every chunk, as far as `percent` goes. */
  readonly level: 'listing' | 'packs' | 'data';
  readonly hashPacks: boolean;
  readonly percent: number;
  readonly signal?: AbortSignal | undefined;
  readonly onBytes?: ((done: number, total: number) => void) | undefined;
  /**
   * Called between two steps of reading: whoever writes runs may do so before it resolves, to whether anybody did. Nothing may be deleted meanwhile, and the session must be the same
   * afterwards.
   */
  readonly giveWay?: (() => Promise<boolean>) | undefined;
}

export interface VerifyReport {
  readonly level: VerifyRequest['level'];
  readonly objects: number;
  readonly checkedBytes: number;
  readonly complete: boolean;
  readonly coveredPercent: number;
  readonly damage: readonly { readonly object: string; readonly code: string }[];
  readonly affected: readonly AffectedVersion[];
}

/**
 * Shows what of a vault can be restored, without writing to it.
 *
 * A source is *proven* when every container that held anything of its kept versions was read and found intact since its pass began. Containers found damaged are remembered, and
 * the index finds nothing in them from then on: before anybody else works, so that no run relies on a chunk that is known to be damaged. What runs made meanwhile relied on before
 * that, is looked for once more at the end.
 */
export class Verifier {
  readonly #options: VerifierOptions;

  constructor(options: VerifierOptions) {
    this.#options = options;
  }

  async verify(request: VerifyRequest): Promise<VerifyReport> {
    const { session, settings } = this.#options;
    const { level, hashPacks, signal } = request;
    const damage = new DamageReport();
    const survey = await surveyVault(this.#options, damage, signal);
    await this.#findUnreadable(survey, damage, signal);
    // What lies in a container without a readable footer is missing, whatever the index remembers of it.
    const bad = new Set([...damagedContainers(settings), ...damage.objects.map(({ object }) => object).filter(name => survey.containers.has(name))]);
    session.index.exclude([...bad]);
    findMissing(session, survey, bad, damage);
    let checkedBytes = 0;
    const totalBytes = (hashPacks ? sizeOf([...survey.containers.values()]) : 0) + (level === 'data' ? sizeOf([...survey.containers.values()]) * request.percent / 100 : 0);
    let othersWrote = false;
    let remembered = 0;
    const onRead = async (bytes: number) => {
      checkedBytes += bytes;
      request.onBytes?.(checkedBytes, Math.max(totalBytes, checkedBytes));
      if (!request.giveWay) return;
      if (damage.count > remembered) this.#remember(survey, damage);
      remembered = damage.count;
      if (await request.giveWay()) othersWrote = true;
    };
    if (hashPacks) {
      await hashObjects(session.store, damage, onRead, signal);
      const suspects = damage.objects.flatMap(({ object, code }) => (code === 'vault.damaged-object' ? survey.containers.get(object) ?? [] : []));
      await readContainers(session, suspects, damage, () => {}, signal);
    }
    const covered = level === 'data' ? await this.#readData(survey, request, damage, onRead) : { complete: true, percent: 100 };
    const newest = othersWrote && damage.chunks.size > 0 ? await surveyVault(this.#options, new DamageReport(), signal) : survey;
    const affected = await this.#affected(newest, damage, signal);
    this.#remember(survey, damage);
    return { level, objects: survey.containers.size, checkedBytes, complete: covered.complete, coveredPercent: covered.percent, damage: damage.objects, affected };
  }

  /** Finds the object that makes a history unreadable: mostly one of its run objects. Where none of them is damaged, the history as a whole is named. */
  async #findUnreadable({ containers }: Survey, damage: DamageReport, signal: AbortSignal | undefined): Promise<void> {
    for (const [source, code] of damage.unreadableSources) {
      const prefix = `runs/${source}`;
      const runs = [...containers.values()].filter(({ name }) => name.startsWith(`${prefix}/`));
      await readContainers(this.#options.session, runs, damage, () => {}, signal);
      if (!runs.some(({ name }) => damage.has(name))) damage.add(prefix, code);
    }
  }

  /** One step of every source's pass; a container that several sources hold is read once. */
  async #readData({ sources }: Survey, { percent, signal }: VerifyRequest, damage: DamageReport, onRead: (bytes: number) => Promise<void>): Promise<{ readonly complete: boolean; readonly percent: number }> {
    const { session, proofs, clock } = this.#options;
    const steps = sources.map(source => ({ source, step: nextOfPass(source.holders, parseCursor(proofs.get(source.id)), percent) }));
    const wanted = new Map(steps.flatMap(({ step }) => step.map(container => [container.name, container] as const)));
    await readContainers(session, [...wanted.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), damage, onRead, signal);
    let complete = damage.unreadableSources.size === 0;
    let coveredBytes = 0;
    for (const { source, step } of steps) {
      const outcome = afterStep(proofs.get(source.id), source.holders, step, name => damage.has(name), clock.nowMs());
      const hasLoss = [...damage.chunks].some(chunk => source.live.has(chunk));
      proofs.set(outcome.complete && hasLoss ? { ...outcome.proof, provenMs: proofs.get(source.id).provenMs } : outcome.proof);
      complete &&= outcome.complete;
      const { after } = parseCursor(outcome.proof);
      coveredBytes += outcome.complete ? sizeOf(source.holders) : sizeOf(source.holders.filter(({ name }) => name <= after));
    }
    const totalBytes = sources.reduce((total, { holders }) => total + sizeOf(holders), 0);
    return { complete, percent: totalBytes === 0 ? 100 : Math.floor(1000 * coveredBytes / totalBytes) / 10 };
  }

  async #affected({ sources }: Survey, damage: DamageReport, signal: AbortSignal | undefined): Promise<readonly AffectedVersion[]> {
    const { session, catalog } = this.#options;
    const affected: AffectedVersion[] = [];
    for (const source of sources) affected.push(...await affectedVersions(session, source, damage.chunks, signal));
    // Of a history that cannot be read nothing more exact can be said than that all of it is in doubt.
    for (const source of damage.unreadableSources.keys()) affected.push({ source, path: '', version: catalog.source(source)?.lastSequence ?? 0 });
    return affected;
  }

  #remember({ containers }: Survey, damage: DamageReport): void {
    const { session, settings } = this.#options;
    const found = damage.objects.map(({ object }) => object).filter(name => containers.has(name));
    noteDamaged(settings, found, name => containers.has(name));
    session.index.exclude(found);
  }
}
