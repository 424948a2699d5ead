import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { CodedError } from '../../../../src/base/coded-error.js';
import { silentLogger } from '../../../../src/base/logger.js';
import type { CarryOut } from '../../../../src/notifications/action-desk.js';
import type { NoticeChannel, Route, SpokenNotice } from '../../../../src/notifications/delivery/channel.js';
import { logChannel } from '../../../../src/notifications/delivery/log-channel.js';
import { NoticeCentre } from '../../../../src/notifications/notice-centre.js';
import type { SourceHealth } from '../../../../src/notifications/policy/notice-events.js';
import { defaultPolicies, type NoticePolicies } from '../../../../src/notifications/policy/policies.js';
import { SqliteLocalState } from '../../../../src/platform/catalog/index.js';
import { noticeErrors } from '../../../../src/terms/errors/notice-errors.js';
import { ManualClock } from '../../../fakes/manual-clock.js';
import { seededRandom } from '../../../fakes/seeded-random.js';

/** A channel that keeps what it was given, and fails as it is told. */
export class KeepingChannel implements NoticeChannel {
  readonly id: string;
  readonly delivered: SpokenNotice[] = [];
  attempts = 0;
  failing: 'unavailable' | 'failed' | undefined;

  constructor(id: string) {
    this.id = id;
  }

  async deliver(notice: SpokenNotice): Promise<void> {
    this.attempts += 1;
    if (this.failing) throw CodedError.of(noticeErrors, `notice.channel-${this.failing}`, 'as told');
    this.delivered.push(notice);
  }
}

/** 2026-11-22 12:00 UTC, which the wall clocks of these tests show. */
export const NOON_MS = Date.UTC(2026, 10, 22, 12);

/** A notice centre on a real state file, which can be closed and opened again. */
export class NoticeWorld {
  readonly clock = new ManualClock(NOON_MS);
  readonly toast = new KeepingChannel('toast');
  readonly mail = new KeepingChannel('mail');
  readonly carriedOut: unknown[] = [];
  readonly kept: string[] = [];
  policies: NoticePolicies = defaultPolicies;
  routes: readonly Route[] = [['toast', 'log']];
  sources: readonly SourceHealth[] = [];
  carryOut: CarryOut = async call => {
    this.carriedOut.push(call);
    return undefined;
  };
  readonly #folder = mkdtempSync(join(tmpdir(), 'mamori-notices-'));
  readonly #random = seededRandom(7);
  state!: SqliteLocalState;
  centre!: NoticeCentre;

  constructor() {
    this.open();
    onTestFinished(async () => {
      await this.close();
      rmSync(this.#folder, { recursive: true, force: true });
    });
  }

  open(): void {
    this.state = SqliteLocalState.open(join(this.#folder, 'state.db'));
    const channels: readonly NoticeChannel[] = [this.toast, this.mail, logChannel(silentLogger)];
    this.centre = new NoticeCentre({
      log: this.state.notices, clock: this.clock, random: this.#random, logger: silentLogger, language: 'en',
      localMinute: () => Math.floor(this.clock.nowMs() / 60_000) % 1440,
      policies: () => this.policies, sources: () => this.sources, routes: () => this.routes,
      channel: id => channels.find(channel => channel.id === id),
      carryOut: (call, signal) => this.carryOut(call, signal), onKept: ({ title }) => this.kept.push(title),
    });
    this.centre.start();
  }

  async close(): Promise<void> {
    await this.centre.dispose();
    this.state.dispose();
  }

  async restart(): Promise<void> {
    await this.close();
    this.open();
  }

  get toasts(): readonly string[] {
    return this.toast.delivered.map(({ title }) => title);
  }

  get listed(): readonly string[] {
    return this.state.notices.list({ all: false, limit: 100 }).map(({ kind }) => kind);
  }
}
