import { complaintTexts } from '../../texts/cli/complaint-texts.js';
import { isHookCode } from '../../terms/hook-codes.js';
import { optionTexts } from '../../texts/cli/option-texts.js';
import { outcomeTexts } from '../../texts/cli/outcome-texts.js';
import { whyWords } from '../../texts/why-words.js';
import type { PathFailure, RunSummary, WhyResult } from '../../wire/verbs/results.js';
import { UsageError, type VerbCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { formatBytes, formatTime, printable } from '../render/format-values.js';
import { say, type RenderContext } from '../render/render-context.js';
import { renderBackupFailures, renderFailures } from '../render/render-failures.js';
import { reasonName } from '../render/run-status-words.js';
import { AT_OPTION, SCOPE_OPTIONS, allPaths, defined, noWords, scopeOf, wholeNumber } from './shared.js';

export const backupCommand: VerbCommand<'backup'> = {
  usage: 'backup [PATH...]',
  example: 'backup',
  summary: { ja: '今すぐバックアップする', en: 'back up now: everything, or only the given paths' },
  options: {},
  request: (words, place) => ({ verb: 'backup', params: { paths: allPaths(words, place, 0) } }),
  render: ({ runs, errors }, context) => {
    for (const run of runs) renderRun(run, errors, context);
    renderBackupFailures(errors, context);
  },
  exitCode: ({ runs, errors }) => (errors.length > 0 || runs.some(run => run.status !== 'completed') ? EXIT.partial : EXIT.ok),
};

/** `errors`: of this run, and perhaps of others. */
export function renderRun(run: RunSummary, errors: readonly PathFailure[], context: RenderContext): void {
  const source = printable(run.source);
  const problems = errors.filter(({ path, code }) => path === run.source && isHookCode(code)).length;
  const incomplete = run.status === 'incomplete' && run.reason !== undefined;
  say(context, incomplete ? outcomeTexts.backedUpInPart : outcomeTexts.backedUp, {
    reason: reasonName(run.reason ?? '', context.language), source, files: run.files, new: run.newFiles, changed: run.changed, removed: run.removed, stored: formatBytes(run.storedBytes),
  });
  if (run.kept) say(context, outcomeTexts.leftOut, { source, count: run.kept });
  if (run.failed > problems) say(context, outcomeTexts.backedUpWithErrors, { source, failed: run.failed - problems });
  if (problems > 0) say(context, outcomeTexts.backedUpWithProblems, { source, count: problems });
}

export const restoreCommand: VerbCommand<'restore'> = {
  usage: 'restore PATH... [--at WHEN | --version N] [--nearest] [--to DIR] [--overwrite never|if-changed|always] [--dry-run]',
  example: 'restore report.xlsx --at "yesterday" --to ~/Desktop',
  summary: { ja: 'ファイルやフォルダを復元する', en: 'bring files or folders back, as they are now in the vault or as they were' },
  options: {
    ...AT_OPTION,
    version: { type: 'string', value: 'N', summary: optionTexts.version },
    nearest: { type: 'boolean', summary: optionTexts.nearest },
    to: { type: 'string', value: 'DIR', summary: optionTexts.to },
    overwrite: { type: 'string', value: 'WHEN', summary: optionTexts.overwrite },
    'dry-run': { type: 'boolean', summary: optionTexts.dryRun },
    ...SCOPE_OPTIONS,
  },
  request: (words, place) => {
    const overwrite = words.text('overwrite') ?? 'if-changed';
    if (overwrite !== 'never' && overwrite !== 'if-changed' && overwrite !== 'always') throw new UsageError(complaintTexts.optionOneOf, { option: '--overwrite', choices: 'never, if-changed, always' });
    if (words.text('at') !== undefined && words.text('version') !== undefined) throw new UsageError(complaintTexts.exclusive, { first: '--at', second: '--version' });
    const to = words.text('to');
    return {
      verb: 'restore',
      params: {
        paths: allPaths(words, place, 1), overwrite, nearest: words.flag('nearest'), dryRun: words.flag('dry-run'), ...scopeOf(words),
        ...defined({ at: words.text('at'), version: wholeNumber(words.text('version'), '--version'), to: to === undefined ? undefined : place.absolute(to) }),
      },
    };
  },
  render: (result, context) => {
    const values = { files: result.files, bytes: formatBytes(result.bytes), target: printable(result.target) };
    say(context, result.dryRun ? outcomeTexts.wouldRestore : outcomeTexts.restored, values);
    if (result.unchanged > 0) say(context, outcomeTexts.unchanged, { count: result.unchanged });
    if (result.skipped > 0) say(context, outcomeTexts.skipped, { count: result.skipped });
    if (result.savedBefore) say(context, outcomeTexts.savedBefore, { version: result.savedBefore.sequence });
    renderDropped(result.dropped, context);
    renderFailures(outcomeTexts.restoreErrorList, result.errors, context);
  },
  exitCode: ({ dropped, failed }) => (dropped.length > 0 || failed > 0 ? EXIT.partial : EXIT.ok),
};

export const undoCommand: VerbCommand<'undo'> = {
  usage: 'undo [NO]',
  example: 'undo',
  summary: { ja: '元の場所への復元を取り消す', en: 'undo the last restore in place, or the one of a number' },
  options: {},
  request: words => {
    const [number] = words.positionals;
    noWords(words, 1);
    if (number !== undefined && !/^\d{1,9}(-\d{1,9})?$/.test(number)) throw new UsageError(complaintTexts.notARunNumber, { word: number });
    return { verb: 'undo', params: defined({ number }) };
  },
  render: (result, context) => {
    say(context, outcomeTexts.undone, { number: result.number, files: result.files, bytes: formatBytes(result.bytes), removed: result.removed });
    if (result.savedBefore) say(context, outcomeTexts.savedBefore, { version: result.savedBefore.sequence });
    renderDropped(result.dropped, context);
    renderFailures(outcomeTexts.undoErrorList, result.errors, context);
  },
  exitCode: ({ dropped, failed }) => (dropped.length > 0 || failed > 0 ? EXIT.partial : EXIT.ok),
};

function renderDropped(dropped: readonly string[], context: RenderContext): void {
  if (dropped.length === 0) return;
  say(context, outcomeTexts.droppedAtTime);
  for (const path of dropped) context.line(`  ${printable(path)}`);
}

export const whyCommand: VerbCommand<'why'> = {
  usage: 'why PATH...',
  example: 'why report.xlsx',
  summary: { ja: 'このファイルが保護されている（いない）理由', en: 'why a file is, or is not, protected' },
  options: {},
  request: (words, place) => ({ verb: 'why', params: { paths: allPaths(words, place, 1) } }),
  render: (results, context) => {
    for (const result of results) renderWhy(result, context);
  },
};

export function renderWhy(result: WhyResult, context: RenderContext): void {
  const [answer, ...marks] = whyWords(result, context.language, formatTime);
  context.line(`${printable(result.path)}: ${printable(answer)}`);
  for (const mark of marks) context.line(`  ${printable(mark)}`);
}

export const deleteCommand: VerbCommand<'delete'> = {
  usage: 'delete PATH...',
  example: 'delete old-secrets.txt',
  summary: { ja: 'バックアップからすべての版を削除する（元のファイルには触れません）', en: 'delete all versions of a path from the backup; the file itself is not touched' },
  options: SCOPE_OPTIONS,
  request: (words, place) => ({ verb: 'delete', params: { paths: allPaths(words, place, 1), ...scopeOf(words) } }),
  render: ({ deletedVersions, paths }, context) => say(context, outcomeTexts.deleted, { versions: deletedVersions, paths }),
};
