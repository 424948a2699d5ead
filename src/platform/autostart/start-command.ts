import { createHash } from 'node:crypto';

/** How this very program is started again for one state folder. */
export interface StartCommand {
  /** The runtime and the script, absolute. */
  readonly program: readonly string[];
  readonly home: string;
  /** What the operating system's entries are called: another for each state folder but the usual one. */
  readonly name: string;
  /** What the person set for this program and a session would not know of. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Variables that decide where secrets are kept and how people are spoken to. Never one that is a secret itself. */
const KEPT_VARIABLES = ['MAMORI_CREDENTIALS', 'MAMORI_LANGUAGE'] as const;

export interface StartCommandOptions {
  readonly program: readonly string[];
  readonly home: string;
  readonly usualHome: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export function startCommand({ program, home, usualHome, environment }: StartCommandOptions): StartCommand {
  const kept = KEPT_VARIABLES.flatMap(name => (environment[name] ? [[name, environment[name]] as const] : []));
  return { program, home, name: home === usualHome ? 'mamori' : `mamori-${digestOf(home)}`, environment: Object.fromEntries(kept) };
}

/** The agent under a supervisor; src/cli/up-command.ts. */
export function agentWords({ program, home }: StartCommand): readonly string[] {
  return [...program, 'up', '--supervised', '--home', home];
}

export function dailyCheckWords({ program, home }: StartCommand): readonly string[] {
  return [...program, 'check-alive', '--home', home];
}

export function dailyCheckName({ name }: StartCommand): string {
  return `${name}-check-alive`;
}

function digestOf(home: string): string {
  return createHash('sha256').update(home).digest('hex').slice(0, 8);
}
