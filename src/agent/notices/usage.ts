import type { Timer } from '../../base/clock.js';
import type { Disposable } from '../../base/disposable.js';
import { civilTime } from '../../core/schedule/civil-time.js';
import type { NewNotice } from '../../notifications/notice.js';
import type { NoticeCentre } from '../../notifications/notice-centre.js';
import { isUsageDue, monthOf } from '../../notifications/policy/monthly-usage.js';
import { systemZone } from '../../platform/system-moments.js';
import { formatBytes } from '../../texts/format-bytes.js';
import type { Workspace } from '../workspace.js';

const TOLD = 'monthly-usage';
const KEY = 'monthly-usage';
/** No long timers: the PC may sleep, and the clock may be set. */
const LOOK_MS = 10 * 60_000;

/**
 * Says at the start of a month how much of the vault is used.
 *
 * A vault that is away then is looked at again until it is there. Measuring lists the vault's objects; it is done once a month.
 */
export class MonthlyUsage implements Disposable {
  readonly #workspace: Workspace;
  readonly #centre: Pick<NoticeCentre, 'raise'>;
  readonly #stop = new AbortController();
  #timer: Timer | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(workspace: Workspace, centre: Pick<NoticeCentre, 'raise'>) {
    this.#workspace = workspace;
    this.#centre = centre;
  }

  start(): void {
    this.#work = this.look().catch((failure: unknown) => this.#workspace.logger.info('the usage cannot be told now', { failure: String(failure) }));
    this.#timer = this.#workspace.clock.after(LOOK_MS, () => this.start(), { unref: true });
  }

  /** Tells what is due. Rejects when the vault cannot be measured; then it is still due. */
  async look(): Promise<void> {
    const { state, settings, clock, installation } = this.#workspace;
    const month = monthOf(civilTime(systemZone(), clock.nowMs()).date);
    const told = state.settings.get(TOLD) as string | undefined;
    if (installation && isUsageDue(told, month) && settings.current.preferences['notices.monthlyUsage']) this.#centre.raise(await this.#measured(month, installation.vault.location));
    if (told === undefined || month > told) state.settings.set(TOLD, month);
  }

  async dispose(): Promise<void> {
    this.#timer?.cancel();
    this.#stop.abort(new DOMException('the agent stops', 'AbortError'));
    await this.#work;
  }

  async #measured(month: string, location: string): Promise<NewNotice> {
    const { vault, catalog } = this.#workspace;
    const { signal } = this.#stop;
    const { session: { store } } = await vault.use();
    let storedBytes = 0;
    for await (const { sizeBytes } of store.list('', { signal })) {
      signal.throwIfAborted();
      storedBytes += sizeBytes;
    }
    const space = await store.freeSpace({ signal });
    const logicalBytes = catalog.sources().reduce((sum, source) => sum + source.logicalBytes, 0);
    return {
      id: `${KEY}/${month}`, kind: 'monthly-usage', dedupeKey: KEY,
      values: { month, location, stored: formatBytes(storedBytes), logical: formatBytes(logicalBytes), ...(space && { free: formatBytes(space.freeBytes), total: formatBytes(space.totalBytes) }) },
      actions: [{ name: 'mute', call: { type: 'mute', kind: 'monthly-usage' } }],
    };
  }
}
