/** The programs of scripts/ that stand in for systemd; absolute. */
export interface SupervisionScripts {
  readonly keepRunning: string;
  readonly checkDaily: string;
}

export interface EntryOptions {
  readonly comment: { readonly en: string; readonly ja: string };
  readonly environment: Readonly<Record<string, string>>;
  readonly words: readonly string[];
}

/** An entry for the folder in which desktops find what to start at login (Desktop Application Autostart Specification 0.5). */
export function autostartEntry({ comment, environment, words }: EntryOptions): string {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const command = variables.length === 0 ? words : ['env', ...variables, ...words];
  return [
    '[Desktop Entry]', 'Type=Application', 'Name=Mamori', `Comment=${comment.en}`, `Comment[ja]=${comment.ja}`, `Exec=${command.map(quoted).join(' ')}`,
    'Terminal=false', 'NoDisplay=true', '',
  ].join('\n');
}

/** An entry but for its environment, which differs by how a command was called. */
export function withoutVariables(entry: string): string {
  return entry.replace(/^Exec="env"(?: "[A-Z_]+=(?:[^"\\]|\\{4}|\\{2}["`$]|\\n)*")+ /m, 'Exec=');
}

/**
 * As the Exec key is read (Desktop Entry Specification 1.5): first as any string, where a backslash escapes, then as a command line, where four characters are escaped within quotes
 * and `%` is doubled.
 */
function quoted(word: string): string {
  const argument = `"${word.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`;
  return argument.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
