import { execFile, type ChildProcess } from 'node:child_process';

/**
 * Ends a process with everything it has started: on POSIX its process group (it was started `detached`, so the group is its own and bears its id), on Windows the tree that
 * taskkill finds.
 *
 * `force: false` asks (SIGTERM); `force: true` cannot be refused. A tree that is gone already is fine. What has left the group by `setsid` is not reached: dump programs do not.
 */
export function endTree({ pid }: Pick<ChildProcess, 'pid'>, { force }: { readonly force: boolean }): void {
  if (pid === undefined) return; // it never began
  if (process.platform === 'win32') {
    // Console programs do not hear a polite taskkill: both ways are the same.
    execFile('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true }, () => undefined);
    return;
  }
  try {
    process.kill(-pid, force ? 'SIGKILL' : 'SIGTERM');
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'ESRCH') throw failure;
  }
}
