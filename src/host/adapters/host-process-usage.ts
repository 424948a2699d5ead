import { readFile, writeFile } from 'node:fs/promises';

/** Clock ticks per second of /proc/PID/stat: USER_HZ, 100 on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Page size that /proc/PID/statm counts in; larger pages of some ARM kernels make the answer too small, never too large. */
const PAGE_BYTES = 4096;
/** The most: of all processes the kernel takes this one first. Source: proc_pid_oom_score_adj(5). */
const FIRST_TO_GO = '1000';

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

/** Memory that a process holds at the moment, beside the JavaScript heap also its buffers; undefined where there is no /proc. Source: proc_pid_statm(5), field 2. */
export async function residentBytesOf(pid: number): Promise<number | undefined> {
  try {
    const [, pages] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ');
    return Number(pages) * PAGE_BYTES;
  } catch {
    return undefined;
  }
}

/** When the machine runs out of memory, the kernel ends this process rather than the agent. Anybody may offer a process of his own; where it is not possible, nothing happens. */
export async function offerToTheKernel(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/oom_score_adj`, FIRST_TO_GO).catch(() => {});
}
