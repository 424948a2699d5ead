import { describeError } from '../../texts/describe-error.js';
import { channelTexts } from '../../texts/cli/doctor-texts.js';
import { statusTexts, watcherTexts } from '../../texts/cli/status-texts.js';
import { inLanguage } from '../../texts/text.js';
import { workWords } from '../../texts/work-words.js';
import type { SourceState, StatusResult, Warning, WatchState, WorkState } from '../../wire/verbs/results.js';
import type { VerbCommand } from '../command.js';
import { formatBytes, formatDuration, formatTime, printable } from '../render/format-values.js';
import { say, type RenderContext } from '../render/render-context.js';
import { statusWords } from '../render/run-status-words.js';
import { renderWhy } from './protect-commands.js';
import { allPaths } from './shared.js';

export const statusCommand: VerbCommand<'status'> = {
  usage: 'status [PATH...]',
  example: 'status',
  summary: { ja: '状態の表示', en: 'what is protected, since when, and what is not right' },
  options: {},
  request: (words, place) => ({ verb: 'status', params: { paths: allPaths(words, place, 0) } }),
  render: (status, context) => {
    if (status.paths.length > 0) {
      for (const path of status.paths) renderWhy(path, context);
      return;
    }
    renderStatus(status, context);
  },
};

function renderStatus({ agent, work, vault, sources, warnings, unseenNotices }: StatusResult, context: RenderContext): void {
  say(context, { running: statusTexts.agentRunning, paused: statusTexts.agentPaused, stopped: statusTexts.agentStopped }[agent]);
  if (work) renderWork(work, context);
  if (!vault) return say(context, statusTexts.noVault);
  say(context, statusTexts.vault, {
    location: printable(vault.location), stored: formatBytes(vault.storedBytes), free: vault.freeBytes === undefined ? '?' : formatBytes(vault.freeBytes),
  });
  if (vault.durability === 'best-effort') say(context, statusTexts.bestEffort);
  for (const source of sources) renderSource(source, context);
  for (const warning of warnings) renderWarning(warning, context);
  if (unseenNotices > 0) say(context, statusTexts.unseenNotices, { count: unseenNotices });
}

export function renderWarning({ code, detail }: Warning, context: RenderContext): void {
  const { cause, remedy } = describeError(code, context.language);
  say(context, statusTexts.warning, { cause: detail ? inLanguage(statusTexts.causeAt, context.language, { cause, detail: channelName(detail, context) }) : cause, remedy });
}

/** As the tray tells it: percent, files left, current file. */
function renderWork(work: WorkState, context: RenderContext): void {
  const { title, share, currentFile } = workWords(work, context.language);
  context.line(printable(title));
  if (work.waitsUntilMs !== undefined) say(context, statusTexts.waitsUntil, { time: formatTime(work.waitsUntilMs) });
  for (const words of [share, currentFile]) if (words !== '') context.line(`  ${printable(words)}`);
}

/** A way to reach people by its name; anything else as it is. */
function channelName(detail: string, { language }: RenderContext): string {
  return Object.hasOwn(channelTexts, detail) ? inLanguage(channelTexts[detail as keyof typeof channelTexts], language) : printable(detail);
}

function renderSource(source: SourceState, context: RenderContext): void {
  say(context, statusTexts.source, { name: printable(source.name), root: printable(source.root) });
  if (source.lastCommitted) {
    say(context, statusTexts.contents, { files: source.files, bytes: formatBytes(source.bytes) });
    say(context, statusTexts.lastRun, {
      time: formatTime(source.lastCommitted.finishedMs ?? source.lastCommitted.startedMs), status: statusWords(source.lastCommitted, context.language),
    });
    if (source.lastCommitted.status === 'incomplete') say(context, statusTexts.whyIncomplete, { number: printable(source.lastCommitted.number) });
  } else {
    say(context, statusTexts.neverRun);
  }
  if (source.lastAttempt) {
    say(context, statusTexts.lastAttempt, { time: formatTime(source.lastAttempt.startedMs), status: statusWords(source.lastAttempt, context.language) });
    say(context, statusTexts.whyIncomplete, { number: printable(source.lastAttempt.number) });
  }
  if (source.lastProvenMs === undefined) say(context, statusTexts.neverProven);
  else say(context, statusTexts.proven, { time: formatTime(source.lastProvenMs) });
  if (source.nextRunMs !== undefined) say(context, statusTexts.nextRun, { time: formatTime(source.nextRunMs) });
  renderWatch(source.watch, context);
}

/** One of a newer program keeps its name. */
function watcherWords(driver: string, { language }: RenderContext): string {
  const name = driver === 'chokidar' || driver === 'engine' ? driver : driver.includes('chokidar') && driver.includes('engine') ? 'both' : undefined;
  return name === undefined ? printable(driver) : inLanguage(watcherTexts[name], language);
}

function renderWatch(watch: WatchState | undefined, context: RenderContext): void {
  if (!watch?.driver) return say(context, statusTexts.notWatching);
  if (watch.trusted) say(context, statusTexts.watching, { driver: watcherWords(watch.driver, context) });
  else say(context, statusTexts.catchingUp, { driver: watcherWords(watch.driver, context), dirty: watch.dirtyFolders });
  if (watch.degraded) say(context, statusTexts.degraded, { detail: printable(watch.degraded.detail) });
  if (watch.rescanEveryMs !== undefined) say(context, statusTexts.rescanEvery, { time: formatDuration(watch.rescanEveryMs, context.language) });
  if (watch.pendingPaths > 0) say(context, statusTexts.pending, { count: watch.pendingPaths });
}
