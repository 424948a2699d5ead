/**
 * The lines between the launcher (native/launcher) and the agent that it started.
 *
 * Launcher → agent, on standard input: `NUMBER EVENT[ ARGUMENT]`, such as `3 will-sleep`. Agent → launcher, on standard output: `done NUMBER`, once all is done that the event asks
 * for; the launcher holds up the system for as long, up to a few seconds. Each line ends with LF, in ASCII; what either side does not understand it passes over, so that an
 * older agent gets along with a newer launcher.
 */
export interface LauncherLine {
  readonly number: number;
  readonly event: string;
  readonly argument: string;
}

/** Set for the agent by the launcher: there are lines on standard input. */
export const LAUNCHED_VARIABLE = 'MAMORI_LAUNCHED';

const LINE = /^(\d{1,9}) ([a-z-]{1,40})(?: ([\x21-\x7e]{1,200}))?$/;

export function parseLauncherLine(line: string): LauncherLine | undefined {
  const [, number, event, argument = ''] = LINE.exec(line.trimEnd()) ?? [];
  return number === undefined || event === undefined ? undefined : { number: Number(number), event, argument };
}

export function doneLine({ number }: LauncherLine): string {
  return `done ${number}\n`;
}
