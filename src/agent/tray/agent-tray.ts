import type { Timer } from '../../base/clock.js';
import type { Disposable } from '../../base/disposable.js';
import { stateLines, trayView } from '../../shell/tray/tray-model.js';
import type { TrayDriver, TrayState } from '../../shell/tray/tray-driver.js';
import type { TrayFacts } from '../../shell/tray/tray-facts.js';
import type { Language } from '../../texts/language.js';
import type { MenuResult } from '../../wire/verbs/menu-results.js';
import type { AgentNotices } from '../notices/agent-notices.js';
import { languageOf } from '../place.js';
import type { CallVerb } from '../plugins/host-services.js';
import { carryOutChoice } from './choices.js';
import { trayFacts } from './facts.js';
import { openTrayDriver } from './open-tray-driver.js';
import { ProgressToast } from './progress-toast.js';
import type { ProtectionView } from '../verbs/verb.js';
import type { Workspace } from '../workspace.js';

/** While something runs its progress is told so often, otherwise the times and what else changes by itself. */
const WORKING_MS = 1_000;
const IDLE_MS = 60_000;
/** Short saves and short looks into the vault do not make the icon flicker. */
const CALM_MS = 3_000;

export interface TrayParts {
  readonly workspace: Workspace;
  readonly notices: AgentNotices;
  readonly protection: () => ProtectionView | undefined;
  /** Carries verbs out as the command line has them. */
  readonly call: CallVerb;
}

/** The agent's tray: shows how things are, and does what is chosen there. Everything in it is in the command line as well. */
export class AgentTray implements Disposable {
  readonly #parts: TrayParts;
  readonly #driver: TrayDriver;
  readonly #language: Language;
  readonly #toast: ProgressToast;
  readonly #stop = new AbortController();
  readonly #listening: readonly { unsubscribe(): void }[];
  #work: Promise<void> = Promise.resolve();
  #isDue = false;
  #isRegistered = false;
  #timer: Timer | undefined;
  #workSinceMs = 0;

  private constructor(parts: TrayParts, driver: TrayDriver, language: Language) {
    const { workspace: { clock, logger, queue, happenings }, notices } = parts;
    this.#parts = parts;
    this.#driver = driver;
    this.#language = language;
    this.#toast = new ProgressToast({ toasts: notices.toasts, clock, logger, words: () => this.#words() });
    this.#listening = [
      queue.changes.subscribe(() => {
        this.#workSinceMs = clock.monotonicMs();
        this.look();
      }),
      ...[happenings.runs, happenings.sources, notices.changes].map(stream => stream.subscribe(() => this.look())),
    ];
    driver.onDidHear(event => {
      if (event.type === 'activated') return this.#toast.show();
      if (event.type === 'registered') return this.#begin();
      void carryOutChoice(event.choice, { workspace: parts.workspace, language, call: parts.call, centre: notices.centre }, this.#stop.signal)
        .catch((failure: unknown) => logger.error('a choice in the tray failed', { failure: String(failure) }))
        .finally(() => this.look());
    });
  }

  /** undefined where this system has no tray that we know of. Resolves before the tray is shown. */
  static async open(parts: TrayParts): Promise<AgentTray | undefined> {
    const driver = await openTrayDriver(parts.workspace);
    if (!driver) return undefined;
    const tray = new AgentTray(parts, driver, languageOf(parts.workspace.place));
    void driver.start();
    return tray;
  }

  get state(): TrayState {
    return this.#driver.state;
  }

  /** Something may be different. Looks that come while one is made are one; without a tray there is none. */
  look(): void {
    if (!this.#isRegistered || this.#isDue || this.#stop.signal.aborted) return;
    this.#isDue = true;
    this.#work = this.#work.then(() => this.#look());
  }

  async dispose(): Promise<void> {
    this.#stop.abort(new DOMException('the agent stops', 'AbortError'));
    this.#timer?.cancel();
    for (const listening of this.#listening) listening.unsubscribe();
    await this.#toast.dispose();
    await this.#work;
    await this.#driver.dispose();
  }

  #begin(): void {
    this.#isRegistered = true;
    this.look();
  }

  /** Never rejects. */
  async #look(): Promise<void> {
    const { workspace: { clock, logger, queue } } = this.#parts;
    this.#isDue = false;
    this.#timer?.cancel();
    try {
      const contributed = await this.#contributed();
      if (this.#stop.signal.aborted) return;
      this.#driver.show(trayView({ ...this.#facts(), contributed }, this.#language));
    } catch (failure) {
      logger.error('the tray cannot be drawn', { failure: String(failure) });
    }
    this.#timer = clock.after(queue.running ? WORKING_MS : IDLE_MS, () => this.look(), { unref: true });
  }

  #facts(): Omit<TrayFacts, 'contributed'> {
    const { workspace } = this.#parts;
    const facts = trayFacts(workspace, this.#parts.protection(), this.#language);
    const isShort = facts.work?.kind === 'continuous' || facts.work?.kind === 'maintenance';
    return isShort && workspace.clock.monotonicMs() - this.#workSinceMs < CALM_MS ? { ...facts, work: undefined } : facts;
  }

  /** From manifests alone; no plugin's code runs. */
  async #contributed(): Promise<MenuResult['groups']> {
    return (await this.#parts.call('menu.get', { location: 'tray', paths: [] }, { signal: this.#stop.signal, onProgress: () => undefined })).groups;
  }

  #words() {
    const facts = { ...trayFacts(this.#parts.workspace, this.#parts.protection(), this.#language), contributed: [] };
    const [title, ...rest] = stateLines(facts, this.#language);
    return { title, text: rest.join('\n'), goesOn: facts.work !== undefined };
  }
}
