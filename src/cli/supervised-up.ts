import { existsSync } from 'node:fs';
import { systemClock, type Clock } from '../base/clock.js';
import { upTexts } from '../texts/cli/up-texts.js';
import { describeError } from '../texts/describe-error.js';
import type { Console } from './console.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { printable } from './render/format-values.js';
import { isCode } from './run-verb.js';

/** A state folder on an encrypted or network drive may come later than the session. */
const HOME_WAIT_MS = 60 * 60_000;
const LOOK_MS = 5_000;

/**
 * `up` as systemd or the launcher starts it: what would be the same at every further attempt is a clean end, so that nobody tries for ever.
 * That is a state folder that does not come within an hour, and one in which nothing was ever set up. Everything else fails, and is tried again.
 */
export async function supervisedUp(home: string, output: Console, up: () => Promise<ExitCode>, clock: Clock = systemClock): Promise<ExitCode> {
  if (!existsSync(home)) output.say(upTexts.waitingForHome, { home: printable(home) });
  for (const beganMs = clock.monotonicMs(); !existsSync(home);) {
    if (clock.monotonicMs() - beganMs > HOME_WAIT_MS) return EXIT.ok;
    await new Promise<void>(resolve => clock.after(LOOK_MS, resolve));
  }
  try {
    return await up();
  } catch (failure) {
    if (!isCode(failure, 'agent.no-source')) throw failure;
    output.message(describeError('agent.not-set-up', output.language).cause);
    return EXIT.ok;
  }
}
