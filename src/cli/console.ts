import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { wasCancelled } from '../base/cancellation.js';
import { systemClock, type Clock } from '../base/clock.js';
import { CodedError } from '../base/coded-error.js';
import { encodePath } from '../base/path-bytes.js';
import { cliErrors } from '../terms/errors/cli-errors.js';
import { wireErrors } from '../terms/errors/wire-errors.js';
import { promptTexts } from '../texts/cli/prompt-texts.js';
import { usageTexts } from '../texts/cli/usage-texts.js';
import { chosenLanguage, type Language } from '../texts/language.js';
import { inLanguage, type Text, type TextValues } from '../texts/text.js';
import type { Person } from './command.js';
import { ProgressDisplay } from './progress-display.js';
import { askLine } from './prompts.js';
import { printable } from './render/format-values.js';
import type { RenderContext } from './render/render-context.js';

/** What a console is attached to; `process` is one. */
export interface Surroundings {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The person's terminal: results on stdout, everything else on stderr.
 *
 * A reader that goes away early (`mamori ls | head`) is no failure; output that is lost for another reason makes `lost` true.
 */
export class Console implements Person {
  readonly language: Language;
  readonly progress: ProgressDisplay;
  readonly #around: Surroundings;
  readonly #folder: string;
  readonly #json: boolean;
  #lost = false;

  /** Files are written relative to `folder`, the caller's. */
  constructor(json: boolean, folder: string, around: Surroundings = process, clock: Clock = systemClock) {
    const { stdout, stderr, env } = around;
    this.#around = around;
    this.#folder = folder;
    this.#json = json;
    this.language = chosenLanguage(env, () => Intl.DateTimeFormat().resolvedOptions().locale);
    this.progress = new ProgressDisplay({
      isTerminal: stderr.isTTY === true,
      get columns() {
        return stderr.columns ?? 80;
      },
      write: text => stderr.write(text),
    }, this.language, clock);
    for (const stream of [stdout, stderr]) stream.on('error', (failure: NodeJS.ErrnoException) => (this.#lost ||= failure.code !== 'EPIPE'));
  }

  get lost(): boolean {
    return this.#lost;
  }

  get canAsk(): boolean {
    return this.#around.stdin.isTTY === true && this.#around.stderr.isTTY === true;
  }

  /** Where results for people go; with `--json` they are messages, because stdout belongs to the document. */
  get context(): RenderContext {
    const stream = this.#json ? this.#around.stderr : this.#around.stdout;
    return {
      language: this.language,
      line: text => {
        this.progress.clear();
        stream.write(`${harmless(text)}\n`);
      },
      write: (file, content) => this.#writeFile(file, content),
    };
  }

  document(value: unknown): void {
    this.#around.stdout.write(`${JSON.stringify(value ?? null, undefined, 2)}\n`);
  }

  message(text: string): void {
    this.progress.clear();
    this.#around.stderr.write(`${harmless(text)}\n`);
  }

  say(text: Text, values?: TextValues): void {
    this.message(inLanguage(text, this.language, values));
  }

  /** Says what failed, why, and what to do; with `--json` also as a document. */
  async failure(failure: unknown): Promise<void> {
    const coded = asCoded(failure);
    const { describeError } = await import('../texts/describe-error.js');
    const { cause, remedy } = describeError(coded.code, this.language);
    this.say(usageTexts.failed, { cause });
    const { explainSetting } = await import('./render/explain-setting.js');
    const explained = explainSetting(coded, this.language);
    if (explained !== undefined) this.message(explained);
    this.say(usageTexts.remedy, { remedy });
    if (coded.code !== 'wire.cancelled') this.say(usageTexts.detail, { code: coded.code, detail: coded.message.split('\n', 1)[0] ?? '' });
    if (this.#json) this.document({ error: { ...coded.toWire(), cause, remedy } });
  }

  /** Says how the command is written; with `--json` also as a document. */
  async wrongUsage(detail: string, usages: readonly string[]): Promise<void> {
    this.say(usageTexts.wrong, { detail });
    for (const usage of usages) this.message(`mamori ${usage}`);
    if (usages.length === 0) this.say(usageTexts.intro);
    if (!this.#json) return;
    const { describeError } = await import('../texts/describe-error.js');
    this.document({ error: { ...CodedError.of(cliErrors, 'cli.wrong-usage', detail).toWire(), ...describeError('cli.wrong-usage', this.language) } });
  }

  async ask(question: Text, fallback = ''): Promise<string> {
    const text = inLanguage(question, this.language);
    const answer = await askLine(this.#around, fallback ? `${text} [${fallback}]: ` : `${text}: `, { hidden: false });
    return answer.trim() || fallback;
  }

  async askSecret(question: Text): Promise<string> {
    return askLine(this.#around, `${inLanguage(question, this.language)}: `, { hidden: true });
  }

  /** Asks until two entries are the same; an empty one means none. */
  async askNewPassphrase(question: Text): Promise<string | undefined> {
    for (;;) {
      const first = await this.askSecret(question);
      if (!first) return undefined;
      if (await this.askSecret(promptTexts.passphraseAgain) === first) return first;
      this.say(promptTexts.passphrasesDiffer);
    }
  }

  async confirm(question: Text, otherwise: 'yes' | 'no' = 'no'): Promise<boolean> {
    const answer = await askLine(this.#around, `${inLanguage(question, this.language)} ${otherwise === 'yes' ? '[Y/n]' : '[y/N]'}: `, { hidden: false });
    const said = answer.trim().normalize('NFKC'); // full-width letters come from Japanese input
    return otherwise === 'yes' ? !/^(?:n|no|いいえ)$/i.test(said) : /^(?:y|yes|はい)$/i.test(said);
  }

  async newPassphrase(): Promise<string | undefined> {
    return this.#around.env['MAMORI_PASSPHRASE'] || (this.canAsk ? this.askNewPassphrase(promptTexts.newPassphrase) : undefined);
  }

  async mailPassword(): Promise<string | undefined> {
    return this.#around.env['MAMORI_MAIL_PASSWORD'] || (this.canAsk ? await this.askSecret(promptTexts.mailPassword) : '') || undefined;
  }

  #writeFile(file: string, content: string): void {
    try {
      writeFileSync(encodePath(resolve(this.#folder, file)), content);
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException;
      throw CodedError.of(cliErrors, 'cli.file-not-written', message, { data: { file, errno: code ?? '' }, cause });
    }
  }
}

/** Lines of ours may hold line breaks, but nothing that commands a terminal. */
function harmless(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** What somebody interrupted is no bug, whichever process did the work. */
function asCoded(failure: unknown): CodedError {
  if (failure instanceof CodedError) return failure;
  if (wasCancelled(failure)) return CodedError.of(wireErrors, 'wire.cancelled', (failure as Error).message, { cause: failure });
  return new CodedError('wire.bug', String(failure instanceof Error ? failure.stack : failure), { kind: 'bug', retry: 'never' });
}
