import type { Clock, Timer } from '../../base/clock.js';
import type { Disposable } from '../../base/disposable.js';
import type { Logger } from '../../base/logger.js';
import type { Outbox } from '../../core/ports/local-catalog-state.js';
import type { StoredNotice } from '../../core/ports/notice-log.js';
import { PLUGIN_KIND } from '../../terms/notice-terms.js';
import type { Click, ClickWork } from '../../wire/click.js';
import { wordsIn } from '../../wire/plugins/manifest/local-text.js';
import { carryOutClick, type Carrying } from './carry-out-click.js';
import type { AgentNotices } from '../notices/agent-notices.js';
import { emptyClickSpool } from './click-spool.js';
import { plainTitle } from '../shell/menu-titles.js';
import { filesOf, languageOf } from '../place.js';
import type { CallVerb } from '../plugins/host-services.js';
import type { Workspace } from '../workspace.js';

const CLICK = 'click';
/** A file manager that could not reach us leaves a file; it may do so at any time, while we hang or are busy. */
const LOOK_EVERY_MS = 10_000;

/** Keeps a click durably; false: it is known already, carried out or not. */
export function keepClick(outbox: Outbox, { id, ...click }: Click, nowMs: number): boolean {
  return outbox.add({ id: `${CLICK}/${id}`, kind: CLICK, payload: click, createdMs: nowMs });
}

export interface ClickDeskOptions {
  readonly outbox: Outbox;
  readonly folder: string; // where file managers leave what they could not send
  readonly clock: Clock;
  readonly logger: Logger;
  /** Does what was asked and tells the person how it went. A rejection means that it was broken off: it is done again. */
  readonly carryOut: (click: ClickWork, carrying: Carrying) => Promise<void>;
}

/** Neither waiting for the end of quiet hours nor silenced by the person: it was an answer. */
function isToldAtOnce(notice: StoredNotice | undefined): boolean {
  return notice?.fate === 'due' || notice?.fate === 'told';
}

/** The desk of an agent that protects, at work. */
export function startClicks({ place, state, clock, logger, plugins }: Workspace, call: CallVerb, notices: () => AgentNotices | undefined): ClickDesk {
  const language = languageOf(place);
  const contributed = async (command: string) => (!plugins || plugins.off ? undefined : (await plugins.host()).index.find('command', command));
  const titleOf = async (command: string) => {
    const found = await contributed(command);
    return found && plainTitle(wordsIn(found.value.title, language));
  };
  const speaksDuring = async (command: string, work: () => Promise<unknown>) => {
    const plugin = (await contributed(command))?.plugin;
    const said: string[] = [];
    const hearing = notices()?.kept.subscribe(({ id, kind, source }) => {
      if (source === plugin && kind.startsWith(PLUGIN_KIND)) said.push(id);
    });
    await work().finally(() => hearing?.unsubscribe());
    return said.some(id => isToldAtOnce(state.notices.get(id)));
  };
  const desk = new ClickDesk({ outbox: state.outbox, folder: filesOf(place).clicks, clock, logger, carryOut: carryOutClick({ call, notices: () => notices()?.centre, language, titleOf, speaksDuring, begunFor: action => state.activities.begunFor(action) }) });
  desk.start();
  return desk;
}

/**
 * Carries out clicks, one after the other in the order they came, also those from before the agent started.
 *
 * A click is marked as done when it was carried out or has failed with the person told. One that a stop or a crash breaks off goes on at the next start, in the rows of the history that it began; how far a
 * plugin's command came nobody knows, so that one is told of instead.
 */
export class ClickDesk implements Disposable {
  readonly #options: ClickDeskOptions;
  readonly #stop = new AbortController();
  #work: Promise<void> = Promise.resolve();
  #isDue = false;
  #timer: Timer | undefined;

  constructor(options: ClickDeskOptions) {
    this.#options = options;
  }

  start(): void {
    this.wake();
    this.#timer = this.#options.clock.after(LOOK_EVERY_MS, () => this.start(), { unref: true });
  }

  /** There may be something to do. */
  wake(): void {
    if (this.#isDue || this.#stop.signal.aborted) return;
    this.#isDue = true;
    this.#work = this.#work.then(() => this.#carryOutAll());
  }

  /** When everything that was there has been carried out. */
  settled(): Promise<void> {
    return this.#work;
  }

  async dispose(): Promise<void> {
    this.#timer?.cancel();
    this.#stop.abort(new DOMException('the agent stops', 'AbortError'));
    await this.#work;
  }

  /** Never rejects. */
  async #carryOutAll(): Promise<void> {
    this.#isDue = false;
    const { outbox, folder, clock, logger, carryOut } = this.#options;
    const { signal } = this.#stop;
    try {
      await emptyClickSpool(folder, logger, click => keepClick(outbox, click, clock.nowMs()));
      for (const { id, payload } of outbox.open(CLICK)) {
        if (signal.aborted) return;
        await carryOut(payload as ClickWork, { signal, action: id, isFirst: outbox.begin(id) }).catch((failure: unknown) => {
          if (signal.aborted) throw failure;
          logger.error('a click could not be carried out', { id, failure: failure instanceof Error ? failure.stack : String(failure) });
        });
        outbox.done(id); // also one that we cannot carry out: those behind it wait, and the person was told
      }
    } catch (failure) {
      if (!signal.aborted) logger.error('clicks could not be read', { failure: String(failure) });
    }
  }
}
