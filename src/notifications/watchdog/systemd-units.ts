export interface WatchdogUnits {
  readonly service: string;
  readonly timer: string;
}

/** What the unit files are called; `mamori` alone is the agent's. */
export const WATCHDOG_UNIT = 'mamori-check-alive';

/**
 * The systemd user units that run `command` half an hour after each login and then daily, whether or not the agent ever starts. At login the agent is given time: what was missed is then being made up for.
 *
 * Exit code 1 says that something is wrong and was told: no failure of the unit.
 */
export function watchdogUnits(command: readonly string[]): WatchdogUnits {
  return {
    service: lines('[Unit]', 'Description=Says so when Mamori does not run, or nothing is backed up', '', '[Service]', 'Type=oneshot', `ExecStart=${command.map(quoted).join(' ')}`, 'SuccessExitStatus=1', 'Nice=10'),
    timer: lines('[Unit]', 'Description=Checks daily that Mamori runs and backs up', '', '[Timer]', 'OnStartupSec=30min', 'OnUnitActiveSec=1d', '', '[Install]', 'WantedBy=timers.target'),
  };
}

/** As systemd.service(5) reads a command line: quotes and backslashes as in C, `%` for specifiers and `$` for variables doubled. */
function quoted(word: string): string {
  return `"${word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('%', '%%').replaceAll('$', '$$$$')}"`;
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
