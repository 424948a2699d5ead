import type { HookContribution, Mamori, PluginContext } from '../../host/api/index.js';
import { dumpAll } from './dump-all.js';
import { secretOf, setPassword } from './passwords.js';
import { readSettings, type DumpSettings, type FailurePolicy } from './settings.js';
import { Staging } from './staging.js';
import { failureNotice, folderName } from './texts.js';

/** What a failed dump means is part of a hook's contribution: there is one hook for each answer, and the setting says which of them works. */
const POLICIES: readonly FailurePolicy[] = ['warn', 'skip', 'fail'];

export function activate(context: PluginContext, mamori: Mamori): void {
  const dumps = new Dumps(context, mamori);
  context.subscriptions.push(
    mamori.commands.registerCommand('database-dump.setPassword', ({ extra }) => setPassword(mamori, extra)),
    ...POLICIES.map(policy => mamori.runs.registerHook(`database-dump.${policy}`, { before: (_run, signal) => dumps.before(policy, signal) })),
  );
}

class Dumps {
  readonly #context: PluginContext;
  readonly #mamori: Mamori;
  readonly #staging: Staging;
  #last: Promise<unknown> = Promise.resolve();

  constructor(context: PluginContext, mamori: Mamori) {
    this.#context = context;
    this.#mamori = mamori;
    this.#staging = new Staging(context.storagePath);
  }

  /** Runs at the same time (a manual one beside a scheduled one) dump one after the other: they share the staging folder. */
  async before(policy: FailurePolicy, signal: AbortSignal): Promise<HookContribution> {
    const settings = await readSettings(this.#mamori.configuration);
    if (settings.onFailure !== policy || settings.databases.length === 0) return {};
    const turn = this.#last.then(() => this.#dump(settings, AbortSignal.any([signal, this.#context.signal])));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #dump(settings: DumpSettings, signal: AbortSignal): Promise<HookContribution> {
    signal.throwIfAborted();
    const { log, language } = this.#context;
    const failed = await dumpAll(settings, { staging: this.#staging, passwordOf: address => this.#mamori.secrets.get(secretOf(address)), signal });
    for (const { label, code, message } of failed) log.warn(`${label}: ${code}: ${message}`);
    const [first] = failed;
    if (first) {
      await this.#mamori.notices.show({ kind: 'database-dump.failed', ...failureNotice(failed, language), dedupeKey: 'database-dump.failed' });
      if (settings.onFailure !== 'warn') throw this.#mamori.error(first.code, `${first.label}: ${first.message}`);
    }
    const problems = failed.map(({ label, code, message }) => ({ code, message: `${label}: ${message}` }));
    if (await this.#staging.isEmpty) return { problems };
    return { folders: [{ name: await this.#folderName(), path: this.#staging.dumps }], problems };
  }

  /** Stays what it was at first: another name would be another history. */
  async #folderName(): Promise<string> {
    const { state, language } = this.#context;
    const known = await state.get<string>('folder-name');
    if (known !== undefined) return known;
    const name = folderName(language);
    await state.update('folder-name', name);
    return name;
  }
}
