import { CodedError } from '../../base/coded-error.js';
import type { DoctorCheck } from '../../wire/verbs/results.js';
import { autostartOf } from '../autostart.js';
import type { VerbHost } from './verb.js';

/** Does the agent come back after the next login? */
export async function autostartChecks({ workspace }: VerbHost): Promise<DoctorCheck[]> {
  if (!workspace.installation) return [];
  try {
    const { enabled, current, dailyCheck, method, place } = await (await autostartOf(workspace)).state();
    const detail = `${method}, ${place}`;
    if (!enabled) return [{ name: 'start at login', state: 'warning', detail, code: 'autostart.off' }];
    if (!current) return [{ name: 'start at login', state: 'warning', detail, code: 'autostart.outdated' }];
    return [{ name: 'start at login', state: 'ok', detail }, ...(dailyCheck ? [] : [{ name: 'daily check', state: 'warning', detail: method, code: 'autostart.no-daily-check' } as const])];
  } catch (failure) {
    if (!(failure instanceof CodedError)) throw failure;
    return [{ name: 'start at login', state: 'warning', detail: failure.message, code: failure.code }];
  }
}
