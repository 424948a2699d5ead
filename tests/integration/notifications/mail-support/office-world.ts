import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { silentLogger } from '../../../../src/base/logger.js';
import { sendMail } from '../../../../src/notifications/adapters/mail-sender.js';
import type { Mail, MailServer as ServerSettings } from '../../../../src/notifications/mail/mail.js';
import { PostOffice, type Fate } from '../../../../src/notifications/mail/post-office.js';
import { SqliteLocalState } from '../../../../src/platform/catalog/index.js';
import { ManualClock } from '../../../fakes/manual-clock.js';

/** A post office on a real state file and real servers, which can be closed and opened again. */
export class OfficeWorld {
  readonly clock = new ManualClock(Date.UTC(2026, 10, 22, 12));
  readonly sent: string[] = [];
  readonly failed: (readonly [to: string, code: string, fate: Fate])[] = [];
  server: ServerSettings;
  isOn = true;
  readonly #folder = mkdtempSync(join(tmpdir(), 'mamori-office-'));
  state!: SqliteLocalState;
  office!: PostOffice;

  constructor(port: number) {
    this.server = { host: 'localhost', port, security: 'none', from: 'backup@example.com' };
    this.open();
    onTestFinished(async () => {
      await this.close();
      rmSync(this.#folder, { recursive: true, force: true });
    });
  }

  open(): void {
    this.state = SqliteLocalState.open(join(this.#folder, 'state.db'));
    this.office = new PostOffice({
      outbox: this.state.outbox, settings: this.state.settings, clock: this.clock, logger: silentLogger, isOn: () => this.isOn,
      send: (mail, signal) => sendMail(this.server, mail, signal),
      onSent: ({ to }) => void this.sent.push(to),
      onFailed: ({ to }, { code }, fate) => void this.failed.push([to, code, fate]),
    });
    this.office.start();
  }

  async close(): Promise<void> {
    await this.office.dispose();
    this.state.dispose();
  }

  async restart(): Promise<void> {
    await this.close();
    this.open();
  }

  post(id: string, to = 'office@example.com'): void {
    this.office.post({ id, to, atMs: this.clock.nowMs(), subject: id, text: id, html: id } satisfies Mail);
  }

  /** Lets time pass, then everything that is due be tried. */
  async later(ms: number): Promise<void> {
    this.clock.shiftWall(ms);
    await this.office.run();
  }

  get waiting(): readonly string[] {
    return this.state.outbox.open('mail').map(({ id }) => id);
  }
}
