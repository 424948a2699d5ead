import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { systemClock } from '../base/clock.js';
import { CodedError } from '../base/coded-error.js';
import { describeError } from '../texts/describe-error.js';
import { chosenLanguage, type Language } from '../texts/language.js';
import { inLanguage } from '../texts/text.js';
import { usageTexts } from '../texts/cli/usage-texts.js';
import { printable } from './render/format-values.js';
import type { RenderContext } from './render/render-context.js';
import { ProgressDisplay } from './progress-display.js';

/** The person's terminal: results on stdout, everything else on stderr. */
export class Console {
  readonly language: Language;
  readonly progress: ProgressDisplay;
  readonly canAsk = process.stdin.isTTY === true && process.stderr.isTTY === true;
  readonly #json: boolean;

  constructor(json: boolean) {
    this.#json = json;
    this.language = chosenLanguage(process.env, Intl.DateTimeFormat().resolvedOptions().locale);
    this.progress = new ProgressDisplay({
      isTerminal: process.stderr.isTTY === true,
      columns: process.stderr.columns ?? 80,
      write: text => process.stderr.write(text),
    }, this.language, systemClock);
  }

  /** Where results for people go; with `--json` they are messages, because stdout belongs to the document. */
  get context(): RenderContext {
    const stream = this.#json ? process.stderr : process.stdout;
    return {
      language: this.language,
      nowMs: systemClock.nowMs(),
      line: text => {
        this.progress.clear();
        stream.write(`${text}\n`);
      },
      write: (file, content) => writeFileSync(file, content),
    };
  }

  document(value: unknown): void {
    process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
  }

  message(text: string): void {
    this.progress.clear();
    process.stderr.write(`${text}\n`);
  }

  /** Says what failed, why, and what to do; with `--json` also as a document. */
  failure(failure: unknown): void {
    const coded = failure instanceof CodedError ? failure : new CodedError('wire.bug', String(failure instanceof Error ? failure.stack : failure), { kind: 'bug', retry: 'never' });
    const { cause, remedy } = describeError(coded.code, this.language);
    this.message(inLanguage(usageTexts.failed, this.language, { cause }));
    this.message(inLanguage(usageTexts.remedy, this.language, { remedy }));
    this.message(inLanguage(usageTexts.detail, this.language, { code: coded.code, detail: printable(coded.message) }));
    if (this.#json) this.document({ error: { ...coded.toWire(), cause, remedy } });
  }

  async ask(question: string, fallback = ''): Promise<string> {
    const reader = createInterface({ input: process.stdin, output: process.stderr });
    try {
      const answer = await reader.question(fallback ? `${question} [${fallback}]: ` : `${question}: `);
      return answer.trim() || fallback;
    } finally {
      reader.close();
    }
  }

  /** Asks without showing what is typed. */
  async askSecret(question: string): Promise<string> {
    process.stderr.write(`${question}: `);
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
    const reader = createInterface({ input: process.stdin, output: silent, terminal: true });
    try {
      return await reader.question('');
    } finally {
      reader.close();
      process.stderr.write('\n');
    }
  }
}
