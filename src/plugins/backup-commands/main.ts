import type { CommandArguments, Explanation, Language, Mamori, PluginContext, RestoreOutcome, Run } from '../../host/api/index.js';
import { previousVersion } from './choose-version.js';
import { backedUpText, explanationsText, restoredText, type Told } from './texts.js';

export function activate(context: PluginContext, mamori: Mamori): void {
  const commands = new BackupCommands(mamori, context.language);
  context.subscriptions.push(
    mamori.commands.registerCommand('backup-commands.backUp', (args, signal) => commands.backUp(args, signal)),
    mamori.commands.registerCommand('backup-commands.restorePrevious', (args, signal) => commands.restorePrevious(args, signal)),
    mamori.commands.registerCommand('backup-commands.why', args => commands.why(args)),
  );
}

/** Each answers its caller; who clicked is told by a notice, for a menu has no place for an answer. */
class BackupCommands {
  readonly #mamori: Mamori;
  readonly #language: Language;

  constructor(mamori: Mamori, language: Language) {
    this.#mamori = mamori;
    this.#language = language;
  }

  /** The selection, or everything without one. */
  async backUp({ paths, origin }: CommandArguments, signal: AbortSignal): Promise<{ readonly runs: readonly Run[] }> {
    const runs = await this.#mamori.runs.start({ paths, signal });
    const isWhole = runs.every(({ failed, status }) => failed === 0 && status === 'completed');
    await this.#tell(origin, isWhole, backedUpText(runs, this.#language));
    return { runs };
  }

  /**
   * `extra: { version }` says which version; without it, the newest that differs from what is there.
   *
   * Fails with `commands.one-path-needed`, `commands.no-previous-version`.
   */
  async restorePrevious({ paths, extra, origin }: CommandArguments, signal: AbortSignal): Promise<RestoreOutcome & { readonly version: number }> {
    const [path] = paths;
    if (path === undefined || paths.length > 1) throw this.#mamori.error('commands.one-path-needed', `${paths.length} paths`);
    const version = versionIn(extra) ?? await this.#previous(path);
    const outcome = await this.#mamori.restore.start({ paths: [path], version, overwrite: 'if-changed', signal });
    const isGood = outcome.failed.length === 0 && outcome.restored > 0;
    if (!isGood) await this.#tell(origin, isGood, restoredText(path, outcome, this.#language)); // what went well the product tells, with a button that undoes it
    return { ...outcome, version };
  }

  async why({ paths, origin }: CommandArguments): Promise<{ readonly text: string; readonly explanations: readonly Explanation[] }> {
    const explanations = await this.#mamori.sources.explain(paths);
    const told = explanationsText(explanations, this.#language);
    await this.#tell(origin, true, told);
    return { text: told.text, explanations };
  }

  async #previous(path: string): Promise<number> {
    const [versions, [explanation]] = await Promise.all([this.#mamori.versions.list(path), this.#mamori.sources.explain([path])]);
    const found = previousVersion(versions, explanation?.answer ?? 'not-yet');
    if (!found) throw this.#mamori.error('commands.no-previous-version', path);
    return found.version;
  }

  async #tell(origin: CommandArguments['origin'], isGood: boolean, told: Told): Promise<void> {
    if (origin === 'menu' || origin === 'notice') await this.#mamori.notices.show({ kind: isGood ? 'backup-commands.done' : 'backup-commands.failed', ...told });
  }
}

function versionIn(extra: unknown): number | undefined {
  const { version } = Object(extra) as { readonly version?: unknown };
  return Number.isSafeInteger(version) ? version as number : undefined;
}
