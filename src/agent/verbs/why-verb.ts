import { relative } from 'node:path';
import type { SourceSettings } from '../../core/backup/source-settings.js';
import { decodeRecord } from '../../core/catalog/record-codec.js';
import { exclusionRule } from '../../core/watch/exclusion-rules.js';
import { systemZone } from '../../platform/system-moments.js';
import { whyWords } from '../../texts/why-words.js';
import type { WhyResult } from '../../wire/verbs/results.js';
import { wallTime } from '../notices/wall-time.js';
import { liesIn, sourcesOf } from '../sources.js';
import { isAsRecorded, presentEntry } from './present-entry.js';
import type { Verb, VerbHost } from './verb.js';

/** "Why is this file (not) protected?", for any path; with a language, also in words for whoever has none of its own (a file manager's window). */
export const whyVerb: Verb<'why'> = async (host, { paths, language }) => {
  const answers = await whyPaths(host, paths);
  if (language === undefined) return answers;
  const zone = systemZone();
  return answers.map(answer => ({ ...answer, words: whyWords(answer, language, ms => wallTime(ms, zone)).join('\n') }));
};

export async function whyPaths(host: VerbHost, paths: readonly string[]): Promise<readonly WhyResult[]> {
  return Promise.all(paths.map(async path => {
    const answer = await why(host, path);
    const marks = host.workspace.overlayMarks.of(path).map(({ plugin, state, reason }) => ({ plugin, state, reason }));
    return marks.length > 0 ? { ...answer, marks } : answer;
  }));
}

async function why(host: VerbHost, path: string): Promise<WhyResult> {
  const { workspace } = host;
  const source = sourcesOf(workspace).find(({ root }) => liesIn(path, root));
  if (!source) return { path, answer: 'outside' };
  const below = relative(source.root, path).replaceAll('\\', '/');
  const found = presentEntry(path);
  const rule = excludedBy(host, source, path, below);
  if (rule !== undefined) return { path, source: source.name, answer: 'excluded', rule, protectedAsOfMs: savedAt(host, source.id, below) };
  const failing = found ? failureOf(host, source.id, below) : awayWith(host, source.id, below);
  if (failing) return { path, source: source.name, answer: 'failing', code: failing };
  if (!found) return { path, source: source.name, answer: 'not-there' };
  const known = workspace.catalog.source(source.id);
  const item = known && workspace.catalog.stateAt(source.id, below);
  if (!item || item.kind !== 'version') return { path, source: source.name, answer: host.protection?.isPending(source.id, below) ? 'waiting' : 'not-yet' };
  const record = decodeRecord(item.record);
  const same = isAsRecorded(path, found, record);
  const protectedAsOfMs = provenAt(host, source.id, item.sequence, same);
  if (!same || host.protection?.isPending(source.id, below)) return { path, source: source.name, answer: 'waiting', protectedAsOfMs };
  return { path, source: source.name, answer: 'protected', protectedAsOfMs };
}

/** What matches the disk was last confirmed by the newest run; what does not, by the run that saved it. */
function provenAt({ workspace }: VerbHost, source: string, sequence: number, same: boolean): number {
  const { catalog } = workspace;
  const newest = same ? catalog.runs(source, { kinds: ['scheduled', 'manual'], limit: 1 })[0] : undefined;
  const saved = catalog.run(source, sequence);
  return Math.max(newest?.finishedMs ?? 0, saved?.finishedMs ?? 0);
}

function excludedBy({ workspace }: VerbHost, source: SourceSettings, path: string, below: string): string | undefined {
  const own = [workspace.installation?.vault.location, workspace.place.home].find(folder => folder !== undefined && liesIn(path, folder));
  if (own !== undefined) return own;
  return exclusionRule(source, below, process.platform === 'win32');
}

/** When the version was saved that stays of what is left out now. */
function savedAt({ workspace: { catalog } }: VerbHost, source: string, below: string): number | undefined {
  const item = catalog.source(source) && catalog.stateAt(source, below);
  return item?.kind === 'version' ? catalog.run(source, item.sequence)?.finishedMs : undefined;
}

/** The error of the folder above whose drive is not there: then nothing is known of the file itself. */
function awayWith(host: VerbHost, source: string, below: string): string | undefined {
  for (let end = below.lastIndexOf('/'); end > 0; end = below.lastIndexOf('/', end - 1)) {
    const code = failureOf(host, source, below.slice(0, end));
    if (code === 'folder.unmounted') return code;
  }
  return undefined;
}

/** The error that the newest whole run met at this path. */
function failureOf({ workspace }: VerbHost, source: string, below: string): string | undefined {
  const { catalog } = workspace;
  const newest = catalog.source(source) && catalog.runs(source, { kinds: ['scheduled', 'manual', 'continuous'], limit: 1 })[0];
  return newest && catalog.runErrors(source, newest.sequence).find(error => error.path === below)?.code;
}
