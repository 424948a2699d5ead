import type { Timer } from '../../base/clock.js';
import type { Disposable } from '../../base/disposable.js';
import type { SpokenNotice } from '../../notifications/delivery/channel.js';
import { oneLine } from '../../notifications/mail/address.js';
import { mailChannel } from '../../notifications/mail/mail-channel.js';
import type { MailWords } from '../../notifications/mail/mail.js';
import { PostOffice } from '../../notifications/mail/post-office.js';
import { systemZone } from '../../platform/system-moments.js';
import type { Language } from '../../texts/language.js';
import { noticeMailWords, resultMailWords } from '../../texts/notices/mail-words.js';
import { dueResultMails } from './mail-results.js';
import { sendingBySettings } from './mail-server.js';
import { isMailSetUp, recipientsOf } from './mail-settings.js';
import type { AgentNotices } from './agent-notices.js';
import { languageOf } from '../place.js';
import type { Workspace } from '../workspace.js';

/** A mail about a run leaves within this time after its end. */
const LOOK_MS = 30_000;
const FAILED_KEY = 'mail-failed';

/**
 * The agent's mail: results of runs that were not completed, and notices that go by mail. That a source has had no good backup for days goes by mail too, because protection
 * without a schedule has no runs to report.
 */
export class AgentMail implements Disposable {
  readonly office: PostOffice;
  readonly #workspace: Workspace;
  readonly #language: Language;
  #timer: Timer | undefined;

  private constructor(workspace: Workspace, notices: AgentNotices) {
    const { state, settings, clock, logger, place } = workspace;
    this.#workspace = workspace;
    this.#language = languageOf(place);
    const record = (notice: string, failure?: string) => state.notices.deliver({ notice, channel: 'mail', atMs: clock.nowMs(), ...(failure !== undefined && { failure }) });
    this.office = new PostOffice({
      outbox: state.outbox, settings: state.settings, clock, logger, send: sendingBySettings(workspace), isOn: () => settings.current.preferences['mail.enabled'],
      onSent: ({ id, to }) => {
        record(id);
        logger.info('a mail was sent', { to });
        if (state.notices.saidUnder(FAILED_KEY)) notices.centre.withdraw(FAILED_KEY);
      },
      onFailed: ({ id, to }, { code }, fate) => {
        record(id, code);
        if (fate !== 'waiting') notices.centre.raise({ kind: 'mail-failed', dedupeKey: FAILED_KEY, values: { code, to }, actions: [{ name: 'mute', call: { type: 'mute', kind: 'mail-failed' } }] });
      },
    });
    notices.addChannel(mailChannel(notice => this.#postNotice(notice)));
    notices.addRoute(({ kind, severity }) => (kind === 'backup-overdue' && severity === 'alarm' && this.#isOn ? ['mail'] : undefined));
  }

  /** Before the notices start, so that none misses its channel. */
  static attach(workspace: Workspace, notices: AgentNotices): AgentMail {
    return new AgentMail(workspace, notices);
  }

  /** Goes on with what an earlier process left, then looks at the history twice a minute. */
  start(): void {
    this.office.start();
    this.look();
    this.#lookAgain();
  }

  /** Posts what is due. */
  look(): void {
    const { mails, decided } = dueResultMails(this.#workspace, systemZone());
    for (const { id, results } of mails) this.#post(id, resultMailWords(this.#device, results, this.#language));
    decided();
  }

  async dispose(): Promise<void> {
    this.#timer?.cancel();
    await this.office.dispose();
  }

  #lookAgain(): void {
    const { clock, logger } = this.#workspace;
    this.#timer = clock.after(LOOK_MS, () => {
      try {
        this.look();
      } catch (failure) {
        logger.error('results cannot be mailed', { failure: String(failure) }); // the next look tries again
      }
      this.#lookAgain();
    }, { unref: true });
  }

  get #isOn(): boolean {
    const { preferences } = this.#workspace.settings.current;
    return preferences['mail.enabled'] && isMailSetUp(preferences);
  }

  get #device(): string {
    return oneLine(this.#workspace.device);
  }

  #postNotice(notice: SpokenNotice): boolean {
    if (!this.#isOn) return false;
    this.#post(notice.id, noticeMailWords(this.#device, notice, this.#language));
    return true;
  }

  #post(id: string, words: MailWords): void {
    const { settings, clock } = this.#workspace;
    for (const to of recipientsOf(settings.current.preferences)) this.office.post({ id: `mail/${id}/${to}`, to, atMs: clock.nowMs(), ...words });
  }
}
