import type { DoctorCheck } from '../../wire/verbs/results.js';
import { EXPLORER_OVERLAYS, type ExplorerFacts } from './explorer-facts.js';
import type { WindowsCheckRun } from './windows-check-run.js';

/** The extension in Explorer from its registration to its menu: what is there, and a code that says what to do where it is not. */
export function explorerChecks(facts: ExplorerFacts, lastRun: WindowsCheckRun | undefined): readonly DoctorCheck[] {
  const { module, moduleIsThere } = facts;
  const name = 'explorer extension';
  if (module === undefined) return [{ name, state: 'problem', detail: '-', code: 'shell.not-registered' }, realWindowsCheck(lastRun)];
  if (!moduleIsThere) return [{ name, state: 'problem', detail: module, code: 'shell.module-gone' }, realWindowsCheck(lastRun)];
  return [moduleCheck(module, facts), placesCheck(facts), menuCheck(facts), realWindowsCheck(lastRun)];
}

function moduleCheck(module: string, { openPlace, isCurrent }: ExplorerFacts): DoctorCheck {
  const name = 'explorer extension';
  if (openPlace) return { name, state: 'problem', detail: openPlace.sid === undefined ? openPlace.path : `${openPlace.path} (${openPlace.sid})`, code: 'shell.place-open' };
  return isCurrent ? { name, state: 'ok', detail: module } : { name, state: 'warning', detail: module, code: 'shell.outdated' };
}

/**
 * Explorer has places for about eleven overlays and takes them by name.
 *
 * What it asked for since Windows was started has a place. A sign-in after which nobody opened a folder is told apart from a lost place by neither.
 */
function placesCheck({ overlays, askedMs, startedMs }: ExplorerFacts): DoctorCheck {
  const name = 'overlay places';
  const won = EXPLORER_OVERLAYS.filter(({ place }) => (askedMs[place] ?? 0) >= startedMs).length;
  const detail = `${won}/${EXPLORER_OVERLAYS.length}`;
  if (won === EXPLORER_OVERLAYS.length) return { name, state: 'ok', detail };
  const before = overlays.slice(0, Math.max(0, overlays.indexOf(EXPLORER_OVERLAYS[won]?.key ?? ''))).filter(key => !EXPLORER_OVERLAYS.some(own => own.key === key));
  return { name, state: 'warning', detail: [detail, ...before.map(key => key.trim())].join(', '), code: won === 0 ? 'shell.no-overlay-place' : 'shell.few-overlay-places' };
}

function menuCheck({ hasPackage }: ExplorerFacts): DoctorCheck {
  if (hasPackage) return { name: 'menu', state: 'ok', detail: 'Windows 11 package' };
  return { name: 'menu', state: 'warning', detail: 'classic menu only: unsigned build', code: 'shell.classic-menu-only' };
}

function realWindowsCheck(run: WindowsCheckRun | undefined): DoctorCheck {
  const name = 'checked on Windows';
  if (!run) return { name, state: 'warning', detail: 'never', code: 'shell.never-on-windows' };
  return { name, state: run.failed === 0 ? 'ok' : 'warning', detail: `${run.date}, Windows build ${run.build}, ${run.passed} passed, ${run.failed} failed`, ...run.failed > 0 ? { code: 'shell.never-on-windows' } : {} };
}
