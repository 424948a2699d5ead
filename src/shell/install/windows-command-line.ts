/**
 * Words as one Windows command line, so that C programs get them back as they are (CommandLineToArgvW): quotes around each, a backslash before a quote inside, and
 * backslashes doubled where a quote follows them. Others than those rules no word needs; NUL ends a command line and is refused.
 *
 * @throws RangeError for a word with NUL
 */
export function windowsCommandLine(words: readonly string[]): string {
  return words.map(word => {
    if (word.includes('\0')) throw new RangeError('a word of a command line holds NUL');
    return `"${word.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
  }).join(' ');
}
