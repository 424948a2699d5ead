/**
 * The word by which the command line calls itself with an administrator's rights on Windows; behind it what to do (`install`, `uninstall`), the SHA-256 of what is installed, and
 * the token of the pipe by which it reports.
 */
export const ELEVATED_COMMAND = 'explorer-for-all-users';
