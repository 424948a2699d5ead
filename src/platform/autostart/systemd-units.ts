import { agentWords, dailyCheckWords, type StartCommand } from './start-command.js';

/**
 * The agent's user unit: starts it with the person's first session, and again after a crash for as long as that takes. `mamori stop` is a clean end and final.
 *
 * systemd lengthens the pauses between two attempts since version 254; before, they are all alike.
 */
export function agentUnit(command: StartCommand, systemdVersion: number): string {
  const backOff = systemdVersion >= 254 ? ['RestartSec=1s', 'RestartSteps=8', 'RestartMaxDelaySec=5min'] : ['RestartSec=15s'];
  return lines(
    '[Unit]', 'Description=Mamori backup', 'StartLimitIntervalSec=0', '',
    '[Service]', 'Type=exec', ...environmentLines(command), execStart(agentWords(command)),
    'Restart=on-failure', ...backOff, 'RestartPreventExitStatus=2', // wrong usage stays wrong
    'KillMode=mixed', 'TimeoutStopSec=60s', '',
    '[Install]', 'WantedBy=default.target',
  );
}

export interface DailyCheckUnits {
  readonly service: string;
  readonly timer: string;
}

/**
 * Units that check once a quarter of an hour after each login and daily at eleven, whether or not the agent ever starts.
 *
 * Instead of `Persistent=true`, which makes up for a missed day in the very second of the login: the agent is then starting too, and would be found missing after each weekend.
 * A time that passed during sleep is made up for at once; the agent slept as well.
 * Exit code 1 says that something is wrong and was told: no failure of the unit.
 */
export function dailyCheckUnits(command: StartCommand): DailyCheckUnits {
  return {
    service: lines(
      '[Unit]', 'Description=Says so when Mamori does not run, or nothing is backed up', '',
      '[Service]', 'Type=oneshot', ...environmentLines(command), execStart(dailyCheckWords(command)), 'SuccessExitStatus=1', 'Nice=10',
    ),
    timer: lines(
      '[Unit]', 'Description=Checks daily that Mamori runs and backs up', '',
      '[Timer]', 'OnStartupSec=15min', 'OnCalendar=*-*-* 11:00', '',
      '[Install]', 'WantedBy=timers.target',
    ),
  };
}

/** The colon keeps `$` what it is (systemd.service(5)); in the program's path, where variables are never looked for, it could not be escaped. */
function execStart(words: readonly string[]): string {
  return `ExecStart=:${words.map(quoted).join(' ')}`;
}

function environmentLines({ environment }: StartCommand): readonly string[] {
  return Object.entries(environment).map(([name, value]) => `Environment=${quoted(`${name}=${value}`)}`);
}

/** A unit but for its environment, which differs by how a command was called. */
export function withoutVariables(unit: string): string {
  return unit.replaceAll(/^Environment=.*\n/gm, '');
}

/** As systemd.syntax(7) reads a word: quotes and backslashes as in C, `%` for specifiers doubled. */
function quoted(word: string): string {
  return `"${word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('%', '%%')}"`;
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
