import { CodedError } from '../../../base/coded-error.js';
import type { ObjectStore } from '../../ports/object-store.js';
import { getOrMissing, namingObject, readContainerTail, readSegment, type ContainerOpener } from '../container-tail.js';
import { formatRunName, parseRunName, sha256Hex, type RunName } from '../object-names.js';
import { parsingObject, vaultFailure } from '../vault-failure.js';
import { continues, judgeChain, type ChainHead, type Run, type RunChain } from './run-chain.js';
import { parseRunRoot } from './run-root.js';

/** A run object in a listing. */
export interface ListedRun extends RunName {
  readonly sizeBytes: number;
}

const ROOT_TYPE = 3;
// Roots are read in this many parallel calls: enough to hide a round trip, few enough for a slow NAS.
const READ_AHEAD = 8;

/** The runs that a store holds. Reads names first, and of objects only their ends. */
export class RunLog {
  readonly #store: ObjectStore;
  readonly #vault: ContainerOpener;

  constructor(store: ObjectStore, vault: ContainerOpener) {
    this.#store = store;
    this.#vault = vault;
  }

  /** All run objects by source, each source ascending by sequence; names only. */
  async list(signal?: AbortSignal): Promise<ReadonlyMap<string, readonly ListedRun[]>> {
    return this.#listed('runs/', signal);
  }

  async listSource(source: string, signal?: AbortSignal): Promise<readonly ListedRun[]> {
    return (await this.#listed(`runs/${source}/`, signal)).get(source) ?? [];
  }

  /**
   * Opens a run's root: one to three round trips.
   *
   * Fails with `vault.missing-object`, `vault.damaged-object` (also when the object is not what its name says) and `vault.wrong-key`.
   */
  async read(run: ListedRun, signal?: AbortSignal): Promise<Run> {
    const name = formatRunName(run);
    const tail = await readContainerTail(this.#store, this.#vault, { name, sizeBytes: run.sizeBytes }, signal);
    const roots = tail.segments.filter(segment => segment.type === ROOT_TYPE);
    const [segment] = roots;
    if (!segment || roots.length > 1) throw vaultFailure('vault.damaged-object', 'not one run root', { name });
    const envelope = await readSegment(this.#store, name, tail, segment, signal);
    const root = parsingObject(name, () => parseRunRoot(namingObject(name, () => this.#vault.open('root', envelope))));
    if (root.source !== run.source || root.sequence !== run.sequence || root.writer !== run.writer) {
      throw vaultFailure('vault.damaged-object', 'a run object under the name of another', { name });
    }
    const { source, sequence, writer, sha256 } = run;
    return { source, sequence, writer, sha256, root };
  }

  /**
   * The history of one source, as far back as folding needs it.
   *
   * Among several branches the one that holds the remembered head counts, else the longest. Cost: a listing, and the roots
   * from the newest run back to the newest checkpoint, eight at a time. What is wrong with the chain comes back in `problems`: a run that is damaged or
   * gone leaves a gap, across which the older ones still count, because what they hold is all there is. Where no run can be read at all, the call fails. What is left of a torn run is no problem once
   * its writer has made the run again.
   */
  async chain(source: string, head?: ChainHead, signal?: AbortSignal): Promise<RunChain> {
    const listed = await this.listSource(source, signal);
    const newestFirst = listed.toSorted((a, b) => b.sequence - a.sequence || (a.sha256 < b.sha256 ? -1 : 1));
    const reader = new AheadReader(newestFirst, run => this.read(run, signal));
    const seen = new Set<string>();
    const unreadable = new Map<string, CodedError>();
    let best: readonly Run[] | undefined;
    for (const tip of newestFirst) {
      if (seen.has(tip.sha256) || !await readInto(unreadable, tip, reader)) continue; // an unreadable end of a branch is no branch
      const branch = await this.#branch(tip, newestFirst, reader, unreadable);
      for (const run of branch) seen.add(run.sha256);
      for (const sha256 of unreadable.keys()) seen.add(sha256);
      if (branch.length === 0) continue;
      best ??= branch;
      if (!head || branch.some(run => run.sha256 === head.sha256)) {
        best = branch;
        break;
      }
      if (!newestFirst.some(run => run.sha256 === head.sha256) || (branch[0]?.root.checkpoint && branch[0].sequence > head.sequence)) break;
    }
    const [failure] = unreadable.values();
    if (!best && failure) throw failure;
    const chosen = best ?? [];
    const members = new Set(chosen.map(run => run.sha256));
    const below = chosen[0]?.root.checkpoint ? chosen[0].sequence : 0;
    const strays = newestFirst.filter(run => run.sequence >= below && !members.has(run.sha256));
    for (const stray of strays) if (!seen.has(stray.sha256)) await readInto(unreadable, stray, reader);
    const torn: ListedRun[] = [];
    for (const stray of strays) if (unreadable.has(stray.sha256) && await this.#isTorn(stray, chosen, signal)) torn.push(stray);
    for (const { sha256 } of torn) unreadable.delete(sha256);
    return { ...judgeChain(chosen, listed.filter(run => !torn.includes(run)), head, unreadable), torn };
  }

  /** An object that is not what its name says, of a run that its writer has made once more: it never believed it to be committed. */
  async #isTorn(run: ListedRun, branch: readonly Run[], signal: AbortSignal | undefined): Promise<boolean> {
    if (!branch.some(other => other.sequence === run.sequence && other.writer === run.writer)) return false;
    return sha256Hex(await getOrMissing(this.#store, formatRunName(run), undefined, signal)) !== run.sha256;
  }

  /** From `tip` back along the predecessors, or past a gap to the next older run, to a checkpoint or to the end; ascending. */
  async #branch(tip: ListedRun, newestFirst: readonly ListedRun[], reader: AheadReader, unreadable: Map<string, CodedError>): Promise<readonly Run[]> {
    const branch: Run[] = [];
    for (let at: ListedRun | undefined = tip; at;) {
      const { sequence }: ListedRun = at;
      const run: Run | undefined = await readInto(unreadable, at, reader);
      if (run) branch.push(run);
      if (run?.root.checkpoint) break;
      at = (run && newestFirst.find(other => continues(run, other))) ?? newestFirst.find(other => other.sequence < sequence);
    }
    return branch.reverse();
  }

  async #listed(prefix: string, signal: AbortSignal | undefined): Promise<Map<string, ListedRun[]>> {
    const sources = new Map<string, ListedRun[]>();
    for await (const { name, sizeBytes } of this.#store.list(prefix, { signal })) {
      const run = parseRunName(name);
      if (!run) continue;
      const runs = sources.get(run.source);
      if (runs) runs.push({ ...run, sizeBytes });
      else sources.set(run.source, [{ ...run, sizeBytes }]);
    }
    return sources;
  }
}

/** The run, or undefined and why it cannot be read in `unreadable`. */
async function readInto(unreadable: Map<string, CodedError>, run: ListedRun, reader: AheadReader): Promise<Run | undefined> {
  try {
    return await reader.read(run);
  } catch (failure) {
    if (!isUnreadable(failure)) throw failure;
    unreadable.set(run.sha256, failure);
    return undefined;
  }
}

function isUnreadable(failure: unknown): failure is CodedError {
  return failure instanceof CodedError && (failure.code === 'vault.damaged-object' || failure.code === 'vault.missing-object');
}

/** Reads each run at most once, the next ones of the list along with it. */
class AheadReader {
  readonly #order: readonly ListedRun[];
  readonly #read: (run: ListedRun) => Promise<Run>;
  readonly #begun = new Map<string, Promise<Run>>();

  constructor(order: readonly ListedRun[], read: (run: ListedRun) => Promise<Run>) {
    this.#order = order;
    this.#read = read;
  }

  read(run: ListedRun): Promise<Run> {
    const begun = this.#begun.get(run.sha256);
    if (begun) return begun;
    const at = this.#order.indexOf(run);
    for (const next of this.#order.slice(at, at + READ_AHEAD)) {
      if (this.#begun.has(next.sha256)) continue;
      const reading = this.#read(next);
      // One that nobody asks for may fail unheard; who asks gets the same failure.
      reading.catch(() => {});
      this.#begun.set(next.sha256, reading);
    }
    return this.#begun.get(run.sha256) as Promise<Run>;
  }
}
