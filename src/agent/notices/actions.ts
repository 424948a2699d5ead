import type { Clock } from '../../base/clock.js';
import { CodedError, bug } from '../../base/coded-error.js';
import type { CarryOut } from '../../notifications/action-desk.js';
import { openPath } from '../../notifications/adapters/open-path.js';
import { systemZone } from '../../platform/system-moments.js';
import { noticeErrors } from '../../terms/errors/notice-errors.js';
import type { Language } from '../../texts/language.js';
import { backedUp, undone } from './events.js';
import { writePage } from './pages.js';
import { runPage } from './run-page.js';
import type { CallVerb } from '../plugins/host-services.js';
import type { Place } from '../place.js';

/** Runs a command that a plugin contributes. */
export type RunCommand = (plugin: string, command: string, args: unknown, signal: AbortSignal) => Promise<void>;

export interface ActionParts {
  readonly place: Place;
  readonly clock: Clock;
  readonly language: Language;
  readonly call: CallVerb;
  readonly runCommand: () => RunCommand | undefined;
}

/** What buttons do: the same verbs as the command line's, with the same rules. */
export function carryOutActions({ place, clock, language, call, runCommand }: ActionParts): CarryOut {
  return async (action, { signal, action: id }) => {
    const context = { signal, onProgress: () => undefined, action: id };
    switch (action.type) {
      case 'verb':
        if (action.verb === 'backup') return backedUp(await call('backup', { paths: [] }, context));
        return undone(await call('undo', action.params, context));
      case 'command': {
        const run = runCommand();
        if (!run) throw CodedError.of(noticeErrors, 'notice.channel-unavailable', 'no plugin runs');
        await run(action.plugin, action.command, action.args, signal);
        return undefined;
      }
      case 'open':
        await openPath(action.path);
        return undefined;
      case 'run-details':
        await openPath(await writePage(place, clock, action.number, runPage(await call('run', { number: action.number }, context), language, systemZone()), language));
        return undefined;
      case 'mute': throw bug('the centre mutes by itself');
    }
  };
}
