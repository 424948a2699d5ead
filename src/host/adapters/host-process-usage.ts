import { readFile } from 'node:fs/promises';

/** Clock ticks per second of /proc/PID/stat: USER_HZ, 100 on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Processor time of a process so far, in milliseconds; undefined where there is no /proc, or the process is gone. Source: proc_pid_stat(5), fields 14 and 15. */
export async function cpuMsOf(pid: number): Promise<number | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // from field 3 on: the name before may hold anything
    return (Number(fields[11]) + Number(fields[12])) * 1000 / TICKS_PER_SECOND;
  } catch {
    return undefined;
  }
}
