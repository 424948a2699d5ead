import { resolve } from 'node:path';
import { CodedError } from '../base/coded-error.js';
import type { Autostart } from '../platform/autostart/autostart.js';
import { openAutostart } from '../platform/autostart/open-autostart.js';
import { startCommand, type StartCommand } from '../platform/autostart/start-command.js';
import { stateHome } from '../wire/meeting-place.js';
import type { UpEvent } from '../wire/up-events.js';
import type { Place } from './place.js';
import type { Workspace } from './workspace.js';

/** Setting: what the person wants; there is none before the first start that goes on. */
const AUTOSTART_WANTED = 'autostart-wanted';

/** Starts this very program, for this very state folder, at login. @throws CodedError autostart.no-launcher */
export function autostartOf({ place }: Pick<Workspace, 'place'>): Promise<Autostart> {
  return openAutostart(startCommandOf(place), place.surroundings);
}

/** Both the start at login and the daily check, from now on and for later starts. @throws CodedError autostart.* */
export async function setAutostart(workspace: Workspace, enabled: boolean): Promise<void> {
  if (!enabled) workspace.state.settings.set(AUTOSTART_WANTED, false);
  const autostart = await autostartOf(workspace);
  await autostart.setAgent(enabled);
  await autostart.setDailyCheck(enabled);
  if (enabled) workspace.state.settings.set(AUTOSTART_WANTED, true);
}

/**
 * What a start that goes on does about the next login: it is set up unless the person refused, now or before. What was set up is brought up to date when this program has
 * moved; what was taken out by other means stays out. Never a reason not to protect: a failure is a warning.
 *
 * A state folder other than the usual one starts at login only if that was asked for: it may be a trial, on a drive that goes, or one of several, and what puts itself into a session should be what people
 * take for "their Mamori". It is told that it does not.
 *
 * @param refused what the person said now; undefined when they said nothing
 */
export async function arrangeAutostart(workspace: Workspace, refused: boolean | undefined, onEvent: (event: UpEvent) => void): Promise<void> {
  const wanted = workspace.state.settings.get(AUTOSTART_WANTED);
  try {
    if (refused) {
      if (wanted !== false) await setAutostart(workspace, false);
    } else if (wanted === undefined && refused === undefined && !isUsual(workspace)) {
      onEvent({ type: 'no-autostart', home: workspace.place.home });
    } else if (wanted === undefined) {
      await setAutostart(workspace, true);
      onEvent({ type: 'autostart' });
    } else if (wanted === true) {
      await refresh(await autostartOf(workspace));
    }
  } catch (failure) {
    if (!(failure instanceof CodedError)) throw failure;
    workspace.logger.warn('no start at login', { ...failure.toWire() });
    onEvent({ type: 'warning', warning: { code: failure.code, detail: failure.message } });
  }
}

function isUsual({ place: { home, surroundings } }: Pick<Workspace, 'place'>): boolean {
  return home === usualHome(surroundings);
}

function usualHome(surroundings: Place['surroundings']): string {
  return stateHome({ ...surroundings, environment: { ...surroundings.environment, MAMORI_HOME: undefined } });
}

async function refresh(autostart: Autostart): Promise<void> {
  const { enabled, current, dailyCheck } = await autostart.state();
  if (!enabled || current) return;
  await autostart.setAgent(true);
  if (dailyCheck) await autostart.setDailyCheck(true);
}

function startCommandOf({ home, surroundings }: Place): StartCommand {
  const { environment } = surroundings;
  return startCommand({ program: [process.execPath, resolve(process.argv[1] ?? '')], home, usualHome: usualHome(surroundings), environment });
}
