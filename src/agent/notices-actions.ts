import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError, bug } from '../base/coded-error.js';
import type { CarryOut } from '../notifications/action-desk.js';
import { openPath } from '../notifications/adapters/open-path.js';
import { noticeErrors } from '../terms/errors/notice-errors.js';
import { describeError } from '../texts/describe-error.js';
import type { Language } from '../texts/language.js';
import type { RunDetails } from '../wire/verbs/results.js';
import { backedUp, undone } from './notices-events.js';
import type { CallVerb } from './plugins/host-services.js';
import type { Place } from './place.js';

/** Runs a command that a plugin contributes. */
export type RunCommand = (plugin: string, command: string, args: unknown, signal: AbortSignal) => Promise<void>;

export interface ActionParts {
  readonly place: Place;
  readonly language: Language;
  readonly call: CallVerb;
  readonly runCommand: () => RunCommand | undefined;
}

/** What buttons do: the same verbs as the command line's, with the same rules. */
export function carryOutActions({ place, language, call, runCommand }: ActionParts): CarryOut {
  return async (action, signal) => {
    const context = { signal, onProgress: () => undefined };
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
        await openPath(await writePage(place, await call('run', { number: action.number }, context), language));
        return undefined;
      case 'mute': throw bug('the centre mutes by itself');
    }
  };
}

/** A page that any text viewer shows: what failed, why, and what to do. Replaced by the next one of its run. */
async function writePage({ home }: Place, { number, source, root, errors }: RunDetails, language: Language): Promise<string> {
  const folder = join(home, 'details');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lines = errors.flatMap(({ path, code }) => {
    const { cause, remedy } = describeError(code, language);
    return [path, `  ${cause}`, `  ${remedy}`, ''];
  });
  const file = join(folder, `${number}.txt`);
  // The mark lets old editors on Windows see that it is UTF-8; a lone surrogate of a name becomes a replacement character.
  await writeFile(file, `\uFEFF${[`Mamori ${number}`, `${source}  ${root}`, '', ...lines].join('\r\n')}`, { mode: 0o600 });
  return file;
}
