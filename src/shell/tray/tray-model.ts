import type { Language } from '../../texts/language.js';
import { inLanguage, type Text, type TextValues } from '../../texts/text.js';
import { trayTexts } from '../../texts/tray-texts.js';
import { workWords } from '../../texts/work-words.js';
import type { TrayFacts } from './tray-facts.js';
import { literal, type TrayChoice, type TrayIcon, type TrayItem, type TrayView } from './tray-view.js';

/** Commands that plugins contribute and the tray has of its own, so that it has them without plugins, too. */
const OWN_COMMANDS: ReadonlySet<string> = new Set(['backup-commands.backUp']);

/** What the tray shows. Words are never left to the picture alone: the tooltip and the menu's first lines say the state. */
export function trayView(facts: TrayFacts, language: Language): TrayView {
  const [title, ...details] = stateLines(facts, language);
  const percent = facts.work && workWords(facts.work, language).percent;
  return { icon: iconOf(facts), tooltip: { title: `Mamori: ${title}`, text: details.join('\n') }, menu: menuOf(facts, language), ...percent !== undefined && { percent } };
}

/** A pause outranks everything: somebody may have forgotten it. Work outranks a problem, because it may be what repairs it. */
function iconOf({ paused, work, problem, sources, catchingUp }: TrayFacts): TrayIcon {
  if (paused) return 'paused';
  if (work) return 'working';
  if (problem !== undefined || sources.length === 0) return 'problem';
  return catchingUp ? 'working' : 'protected';
}

/** The state in words, the most important first; never empty. */
export function stateLines({ paused, work, problem, sources, catchingUp, lastBackup, nextBackup }: TrayFacts, language: Language): readonly [string, ...string[]] {
  const say = (text: Text, values?: TextValues) => inLanguage(text, language, values);
  const progress = work ? workWords(work, language) : undefined;
  const working = progress ? [progress.title, progress.share, progress.currentFile].filter(Boolean) : [];
  const wrong = problem === undefined ? [] : [say(trayTexts.problem, { title: problem })];
  const times = [
    lastBackup === undefined ? say(trayTexts.neverBackedUp) : say(trayTexts.lastBackup, { time: lastBackup }),
    ...nextBackup === undefined ? [] : [say(trayTexts.nextBackup, { time: nextBackup })],
  ];
  const [first = say(trayTexts.nothing), ...rest] = [
    ...paused ? [say(trayTexts.paused)] : [],
    ...working, ...wrong,
    ...!paused && !work && problem === undefined && sources.length > 0 ? [say(catchingUp ? trayTexts.catchingUp : trayTexts.protected)] : [],
    ...work || sources.length === 0 ? [] : times,
  ];
  return [first, ...rest];
}

function menuOf(facts: TrayFacts, language: Language): readonly TrayItem[] {
  const { paused, work, sources, unseenNotices, contributed } = facts;
  const say = (text: Text, values?: TextValues) => inLanguage(text, language, values);
  const entry = (key: string, label: string, choice: TrayChoice, enabled = true): TrayItem => ({ type: 'entry', key, label, choice, enabled });
  const isBusy = work !== undefined && work.kind !== 'continuous' && work.kind !== 'maintenance';
  return separated([
    stateLines(facts, language).map((label, index): TrayItem => ({ type: 'line', key: `state/${index}`, label: literal(label) })),
    [
      ...sources.map(({ name, root }) => entry(`open/${root}`, sources.length === 1 ? say(trayTexts.openOne) : say(trayTexts.open, { name: literal(name) }), { type: 'open', path: root })),
      entry('back-up', say(trayTexts.backUpNow), { type: 'verb', verb: 'backup' }, sources.length > 0 && !isBusy),
      ...isBusy ? [entry('interrupt', say(trayTexts.interrupt), { type: 'verb', verb: 'cancel' })] : [],
      entry('pause', say(paused ? trayTexts.resume : trayTexts.pause), { type: 'verb', verb: paused ? 'resume' : 'pause' }),
    ],
    ...contributed.map(({ items }) => items.flatMap(({ command, title, enabled }) => (OWN_COMMANDS.has(command) ? [] : [entry(`command/${command}`, title, { type: 'command', command }, enabled)]))),
    [
      ...unseenNotices > 0 ? [entry('notices', say(trayTexts.notices, { count: unseenNotices }), { type: 'page', page: 'notices' })] : [],
      { type: 'submenu', key: 'settings', label: say(trayTexts.settings), items: settingsOf(facts, language) },
    ],
    [entry('quit', say(trayTexts.quit), { type: 'verb', verb: 'stop' })],
  ]);
}

/** What people switch on and off; everything else is on a page that says how. */
function settingsOf({ settings: { scheduled, monthlyUsage, resultMail } }: TrayFacts, language: Language): readonly TrayItem[] {
  const toggle = (key: string, text: Text, checked: boolean | undefined, choice: (next: boolean) => TrayChoice): readonly TrayItem[] =>
    (checked === undefined ? [] : [{ type: 'entry', key, label: inLanguage(text, language), enabled: true, checked, choice: choice(!checked) }]);
  return separated([
    [
      ...toggle('settings/scheduled', trayTexts.automaticBackup, scheduled, on => ({ type: 'schedule', on })),
      ...toggle('settings/usage', trayTexts.monthlyUsage, monthlyUsage, value => ({ type: 'preference', key: 'notices.monthlyUsage', value })),
      ...toggle('settings/mail', trayTexts.resultMail, resultMail, value => ({ type: 'preference', key: 'mail.enabled', value })),
    ],
    [{ type: 'entry', key: 'settings/all', label: inLanguage(trayTexts.allSettings, language), enabled: true, choice: { type: 'page', page: 'settings' } }],
  ]);
}

function separated(groups: readonly (readonly TrayItem[])[]): readonly TrayItem[] {
  return groups.filter(({ length }) => length > 0).flatMap((group, index) => [...index > 0 ? [{ type: 'separator', key: `separator before ${group[0]?.key}` } as const] : [], ...group]);
}
