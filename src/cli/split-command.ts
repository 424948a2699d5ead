/** The command's name and the words that belong to it; options may stand before the name, too. `--version` is the command `version`. */
export function splitCommand(words: readonly string[]): { readonly name: string | undefined; readonly rest: readonly string[] } {
  let at = 0;
  while (words[at]?.startsWith('-') && words[at] !== '--version') at += words[at] === '--home' ? 2 : 1;
  const name = words[at] === '--version' ? 'version' : words[at];
  return { name, rest: [...words.slice(0, at), ...words.slice(at + 1)] };
}
