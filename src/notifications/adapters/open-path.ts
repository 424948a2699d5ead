import { spawn } from 'node:child_process';
import { CodedError } from '../../base/coded-error.js';
import { noticeErrors } from '../../terms/errors/notice-errors.js';

/**
 * Opens a file or folder in the program that the desktop has for it. Resolves once that was asked for; what then happens is the desktop's affair.
 *
 * Explorer's exit code says nothing. A path that begins with a dash cannot be one: all are absolute.
 * @throws CodedError notice.cannot-open
 */
export function openPath(path: string, platform: NodeJS.Platform = process.platform): Promise<void> {
  const program = platform === 'win32' ? 'explorer.exe' : 'xdg-open';
  return new Promise((resolve, reject) => {
    const child = spawn(program, [path], { detached: true, stdio: 'ignore' });
    child.once('error', cause => reject(CodedError.of(noticeErrors, 'notice.cannot-open', `${program}: ${cause.message}`, { cause })));
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}
