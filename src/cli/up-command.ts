import { describeError } from '../texts/describe-error.js';
import { complaintTexts } from '../texts/cli/complaint-texts.js';
import { optionTexts } from '../texts/cli/option-texts.js';
import { outcomeTexts } from '../texts/cli/outcome-texts.js';
import { promptTexts } from '../texts/cli/prompt-texts.js';
import { upTexts } from '../texts/cli/up-texts.js';
import { usageTexts } from '../texts/cli/usage-texts.js';
import type { UpEvent } from '../wire/up-events.js';
import { UsageError, type CallerPlace, type CommandHelp, type ParsedWords } from './command.js';
import { renderRun } from './commands/protect-commands.js';
import { renderWarning } from './commands/status-command.js';
import type { Console } from './console.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { abortOnSignals } from './interrupts.js';
import { formatTime, printable } from './render/format-values.js';
import { say } from './render/render-context.js';
import { renderMissed } from './render/render-missed.js';
import { renderBackupFailures } from './render/render-failures.js';
import { isCode } from './run-verb.js';
import type { VerbRunner } from './verb-runner.js';

export const upHelp: CommandHelp = {
  usage: 'up [FOLDER...] [--vault PATH] [--name NAME] [--once] [--no-autostart] [--no-plugins]',
  summary: usageTexts.up,
  example: 'up ~/Documents --vault /mnt/backup/mamori',
  options: {
    vault: { type: 'string', value: 'PATH', summary: optionTexts.vault },
    name: { type: 'string', value: 'NAME', summary: optionTexts.deviceName },
    once: { type: 'boolean', summary: optionTexts.once },
    'no-autostart': { type: 'boolean', summary: optionTexts.noAutostart },
    supervised: { type: 'boolean', summary: optionTexts.supervised },
    'no-plugins': { type: 'boolean', summary: optionTexts.noPlugins },
  },
};

/** What a person may say at the first start. */
export interface UpWishes {
  readonly folders: readonly string[];
  readonly vault: string | undefined;
  readonly name: string | undefined;
  readonly once: boolean;
  readonly secret: string | undefined; // passphrase or recovery code
  readonly noPlugins: boolean;
  /** Not to start at login, now or later; undefined: nothing was said. */
  readonly noAutostart: boolean | undefined;
  /** Started by what starts it again after a failure: systemd, the launcher. */
  readonly supervised: boolean;
}

export interface UpHooks {
  readonly signal: AbortSignal;
  readonly onEvent: (event: UpEvent) => void;
  readonly onProgress: VerbProgress;
}
type VerbProgress = Parameters<VerbRunner['call']>[2]['onProgress'];

/** The agent's own `up`: sets up what is missing, then protects until the signal fires (or, with `once`, until all is backed up). */
export type Up = (wishes: UpWishes, hooks: UpHooks) => Promise<void>;

/** @throws UsageError when the words make no sense */
export function upWishes(words: ParsedWords, { absolute }: CallerPlace, secret: string | undefined): UpWishes {
  const vault = words.text('vault');
  if (vault === '' || words.positionals.includes('')) throw new UsageError(complaintTexts.emptyPath);
  return {
    folders: words.positionals.map(absolute),
    vault: vault === undefined || /^[a-z][a-z0-9+.-]+:\/\//i.test(vault) ? vault : absolute(vault),
    name: words.text('name'),
    once: words.flag('once'),
    secret: secret || undefined,
    noPlugins: words.flag('no-plugins'),
    noAutostart: words.flag('no-autostart') || undefined,
    supervised: words.flag('supervised'),
  };
}

export interface RunUpOptions {
  readonly json: boolean;
  readonly place: CallerPlace;
  /** Whether it comes back by itself; one that goes on until it is stopped says so at its end. */
  readonly returns: boolean;
}

/** `mamori up`: asks for what is missing on a terminal, otherwise the failure says what it is. */
export async function runUp(up: Up, wishes: UpWishes, output: Console, { json, place, returns }: RunUpOptions): Promise<ExitCode> {
  const events: UpEvent[] = []; // all but the endless ones: `saved` goes on for days
  const interrupts = abortOnSignals(() => output.say(upTexts.stopping));
  const hooks: UpHooks = {
    signal: interrupts.signal,
    onProgress: progress => output.progress.show(progress),
    onEvent: event => {
      if (event.type !== 'saved') events.push(event);
      renderEvent(event, output, returns);
    },
  };
  try {
    await upAsking(up, wishes, hooks, output, place);
    if (!returns) output.say(upTexts.stopped);
  } finally {
    interrupts.dispose();
    output.progress.clear();
  }
  if (json) output.document({ events });
  if (wishes.supervised) return EXIT.ok; // it came to its end: what failed on the way is told, and no reason to start it again
  return interrupts.signal.aborted && returns ? EXIT.failed : exitCodeOf(events);
}

async function upAsking(up: Up, wishes: UpWishes, hooks: UpHooks, output: Console, place: CallerPlace): Promise<void> {
  try {
    await up(wishes, hooks);
  } catch (failure) {
    if (!output.canAsk || wishes.supervised || hooks.signal.aborted) throw failure;
    if (isCode(failure, 'agent.no-source')) {
      await upAsking(up, await askForSetUp(wishes, output, place), hooks, output, place);
    } else if (isCode(failure, 'agent.key-needed', 'vault.wrong-key', 'vault.newer-epoch')) {
      await upAsking(up, { ...wishes, secret: await output.askSecret(promptTexts.key) }, hooks, output, place);
    } else {
      throw failure;
    }
  }
}

async function askForSetUp(wishes: UpWishes, output: Console, place: CallerPlace): Promise<UpWishes> {
  const { homedir, hostname } = await import('node:os');
  const name = wishes.name ?? await output.ask(promptTexts.deviceName, hostname());
  const folder = await output.ask(promptTexts.folder);
  if (!folder) throw new UsageError(complaintTexts.needed, { what: 'FOLDER' });
  const typed = folder.replace(/^~(?=$|[/\\])/, homedir()); // no shell has seen it
  const secret = wishes.secret ?? await output.askNewPassphrase(promptTexts.passphrase);
  const noAutostart = wishes.once ? wishes.noAutostart : wishes.noAutostart ?? !await output.confirm(promptTexts.autostart, 'yes');
  return { ...wishes, name, folders: [place.absolute(typed)], secret, noAutostart };
}

function renderEvent(event: UpEvent, output: Console, returns: boolean): void {
  const { context } = output;
  switch (event.type) {
    case 'vault-created':
      say(context, upTexts.vaultCreated, { location: printable(event.location) });
      say(context, outcomeTexts.recoveryCode, { code: event.recoveryCode });
      return;
    case 'vault-attached':
      say(context, upTexts.vaultAttached, { location: printable(event.location) });
      if (event.devices.length > 0) say(context, upTexts.devices, { devices: event.devices.map(printable).join(', ') });
      return;
    case 'source-added': return say(context, upTexts.sourceAdded, { name: printable(event.name), root: printable(event.root) });
    case 'scheduled': return say(context, outcomeTexts.scheduleDaily, { time: event.schedule.time });
    case 'autostart': return say(context, upTexts.autostart);
    case 'no-autostart': return say(context, upTexts.noAutostart, { home: printable(event.home) });
    case 'missed': return renderMissed(event, context);
    case 'warning': return renderWarning(event.warning, context);
    case 'backed-up':
      renderRun(event.run, event.errors, context);
      renderBackupFailures(event.errors, context);
      return;
    case 'watching':
      say(context, returns ? upTexts.watchedAlready : upTexts.watching);
      for (const source of event.sources) say(context, upTexts.watchingFolder, { root: printable(source.root) });
      return;
    case 'saved':
      return say(context, upTexts.saved, { time: formatTime(event.run.finishedMs ?? event.run.startedMs), source: printable(event.run.source), count: event.run.newFiles + event.run.changed + event.run.removed });
    case 'failed': {
      const { cause, remedy } = describeError(event.code, output.language);
      say(context, upTexts.failed, { source: printable(event.source), cause: event.detail ? `${cause} (${printable(event.detail)})` : cause, remedy });
    }
  }
}

function exitCodeOf(events: readonly UpEvent[]): ExitCode {
  if (events.some(event => event.type === 'failed')) return EXIT.failed;
  return events.some(event => event.type === 'backed-up' && event.errors.length > 0) ? EXIT.partial : EXIT.ok;
}
