import { formatBytes } from './format-bytes.js';
import type { Language } from './language.js';
import { inLanguage } from './text.js';
import { trayTexts } from './tray-texts.js';

/** How far it is; a total that is not final grows. */
interface Counts {
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly totalsFinal: boolean;
  readonly currentPath?: string | undefined;
}

/** What is being done right now. */
export interface WorkInHand {
  readonly kind: 'backup' | 'continuous' | 'restore' | 'deletion' | 'maintenance';
  readonly subject: string;
  readonly progress?: Counts | undefined;
}

export interface WorkWords {
  readonly title: string;
  /** Percent and files left, or how many were looked at; empty while nothing is known. */
  readonly share: string;
  readonly currentFile: string;
  /** 0…100, once all is counted. */
  readonly percent: number | undefined;
}

/** As many characters as a menu, a toast or a terminal shows without becoming wider than the screen. */
const PATH_CHARACTERS = 60;

/** What the running work has come to, in words: percent, files left, current file. The tray and `status` say the same. */
export function workWords({ kind, subject, progress }: WorkInHand, language: Language): WorkWords {
  const title = inLanguage(trayTexts[kind], language, { subject });
  if (!progress) return { title, share: '', currentFile: '', percent: undefined };
  const percent = percentOf(progress);
  const { filesDone, filesTotal, bytesDone, currentPath = '' } = progress;
  const left = Math.max(0, filesTotal - filesDone);
  const share = percent === undefined ? filesDone === 0 ? '' : inLanguage(trayTexts.counting, language, { done: filesDone, bytes: formatBytes(bytesDone) })
    : inLanguage(filesTotal > 0 ? trayTexts.share : trayTexts.percentOnly, language, { percent, left });
  return { title, share, currentFile: shortened(currentPath), percent };
}

function percentOf({ filesDone, filesTotal, bytesDone, bytesTotal, totalsFinal }: Counts): number | undefined {
  if (!totalsFinal) return undefined;
  if (bytesTotal > 0) return Math.floor(Math.min(1, bytesDone / bytesTotal) * 100);
  return filesTotal > 0 ? Math.floor(Math.min(1, filesDone / filesTotal) * 100) : undefined;
}

/** The end of a path tells files apart. Control characters, and what turns the direction of writing, would make it say something else. */
function shortened(path: string): string {
  const readable = path.replace(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
  const characters = [...readable];
  return characters.length <= PATH_CHARACTERS ? readable : `…${characters.slice(1 - PATH_CHARACTERS).join('')}`;
}
