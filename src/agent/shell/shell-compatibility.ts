import { randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import * as v from 'valibot';
import { CodedError } from '../../base/coded-error.js';
import type { Disposable } from '../../base/disposable.js';
import { decodePath } from '../../base/path-bytes.js';
import { serveShellSocket } from '../../shell/adapters/shell-socket-server.js';
import type { CompatibilityAnswers, CompatibilityEntry } from '../../shell/compatibility/shell-socket-conversation.js';
import type { ShownEntry } from '../../shell/menu/evaluate-menu.js';
import type { LookUp, ShimLibrary, StatusReader } from '../../shell/ports/shim-library.js';
import type { Language } from '../../texts/language.js';
import { formatBytes } from '../../texts/format-bytes.js';
import { compatibilityTexts, menuTexts } from '../../texts/menu-texts.js';
import { inLanguage } from '../../texts/text.js';
import { Click, type ClickWork } from '../../wire/click.js';
import type { ShellSocketStatus } from '../../wire/shell-socket.js';
import type { UpEvent } from '../../wire/up-events.js';
import { endpointAccess, endpointShim } from '../endpoint-access.js';
import { plainTitle } from './menu-titles.js';
import { languageOf } from '../place.js';
import type { CallVerb } from '../plugins/host-services.js';
import { sourcesOf } from '../sources.js';
import type { Workspace } from '../workspace.js';

const STATUSES: Readonly<Record<Extract<LookUp, { found: 'row' }>['state'], ShellSocketStatus>> = {
  'protected': 'OK', 'in-progress': 'SYNC', 'problem': 'ERROR', 'none': 'NOP',
};
const MAX_ENTRIES = 64;
const NEWEST = 5;
/** The file manager waits 100 ms for its menu. */
const VERSIONS_PATIENCE_MS = 50;
/** Past so many paths only what holds for all of them is asked, as in our own menus. */
const LOOKED_AT = 100;

/** What stands for an entry on the wire; the rest of a name is a version or a plugin's command. */
const COMMANDS = { backup: 'MAMORI_BACKUP', copy: 'MAMORI_COPY', why: 'MAMORI_WHY', restore: 'MAMORI_RESTORE_', command: 'MAMORI_RUN_' } as const;

export interface CompatibilityHooks {
  readonly call: CallVerb;
  readonly onEvent: (event: UpEvent) => void;
}

/**
 * Answers the file-manager extensions of the client that the setting `shell.compatibility` names, in its place (B13). Linux only: a pipe that Node makes on Windows would let others in.
 *
 * Off unless somebody sets it, and never a reason not to protect: a failure is a warning.
 */
export async function openShellCompatibility(workspace: Workspace, { call, onEvent }: CompatibilityHooks): Promise<Disposable | undefined> {
  const { settings, place, clock, logger } = workspace;
  const { surroundings } = place;
  const client = settings.current.preferences['shell.compatibility'];
  const runtime = surroundings.environment['XDG_RUNTIME_DIR'];
  if (client === 'off' || surroundings.platform !== 'linux') return undefined;
  let reader: StatusReader | undefined;
  try {
    const library = await endpointShim(logger);
    const opened = reader = library.openReader();
    const answers = new TableAnswers({ workspace, call, library, reader: opened, language: languageOf(place) });
    const address = posix.join(runtime ?? `/run/user/${surroundings.userId}`, client, 'socket');
    const server = await serveShellSocket({
      address, access: endpointAccess(logger), clock, logger, answers, roots: () => sourcesOf(workspace).map(({ root }) => root),
    });
    return {
      dispose: async () => {
        await server.dispose();
        await opened.dispose();
      },
    };
  } catch (failure) {
    await reader?.dispose();
    if (!(failure instanceof CodedError)) throw failure;
    logger.warn('the extensions of another client are not answered', { ...failure.toWire() });
    onEvent({ type: 'warning', warning: { code: failure.code, detail: failure.message } });
    return undefined;
  }
}

interface TableAnswersParts {
  readonly workspace: Workspace;
  readonly call: CallVerb;
  readonly library: ShimLibrary;
  readonly reader: StatusReader;
  readonly language: Language;
}

/** Answers from the same table, by the same rules, as our own extension; clicks go the way of all clicks. */
class TableAnswers implements CompatibilityAnswers {
  readonly #parts: TableAnswersParts;

  constructor(parts: TableAnswersParts) {
    this.#parts = parts;
  }

  get version(): string {
    return this.#parts.workspace.place.program;
  }

  get menuTitle(): string {
    return inLanguage(compatibilityTexts.title, this.#parts.language);
  }

  statusOf(path: Buffer): ShellSocketStatus {
    const found = this.#lookUp(path);
    return found.found === 'row' ? STATUSES[found.state] : 'NOP';
  }

  async menuOf(paths: readonly Buffer[]): Promise<readonly CompatibilityEntry[]> {
    if (paths.length === 0) return [];
    const selected = paths.map((path, index) => ({ path, kind: index < LOOKED_AT && this.#isFolder(path) ? 'folder' as const : 'file' as const }));
    const menu = selected.slice(0, LOOKED_AT).every(({ kind }) => kind === 'folder') ? 'folder' : 'file';
    const { library, reader } = this.#parts;
    const published = reader.menu();
    const shown = published && library.evaluateMenu(published.decisions, reader.booleans() ?? 0n, reader.select('linux', menu, selected), MAX_ENTRIES);
    const entries = await Promise.all((shown ?? this.#ownEntries(paths.length)).map(entry => this.#entriesOf(entry, paths)));
    return entries.flat();
  }

  choose(command: string, paths: readonly Buffer[]): void {
    const work = clickOf(command, paths.map(path => decodePath(path)));
    const { success, output: click } = v.safeParse(Click, { id: randomBytes(16).toString('hex'), ...work });
    if (!success) return this.#parts.workspace.logger.warn('a click of the other client\'s extension makes no sense', { command, paths: paths.length });
    const context = { signal: new AbortController().signal, onProgress: () => undefined };
    void this.#parts.call('click', click, context).catch((failure: unknown) => this.#parts.workspace.logger.warn('a click was not taken', { failure: String(failure) }));
  }

  #lookUp(path: Buffer): LookUp {
    const { reader } = this.#parts;
    const found = reader.lookUp(path);
    if (found.found !== 'stale' && found.found !== 'no-agent') return found;
    return reader.refresh() ? reader.lookUp(path) : found;
  }

  #isFolder(path: Buffer): boolean {
    const found = this.#lookUp(path);
    return found.found === 'row' && found.isFolder;
  }

  /** As long as nothing is published, or without plugins. */
  #ownEntries(count: number): readonly ShownEntry[] {
    const actions = count === 1 ? ['backup', 'versions', 'copy', 'why'] as const : ['backup', 'why'] as const;
    return actions.map(action => ({ command: '', title: inLanguage(menuTexts[action], this.#parts.language), action, group: 0, enabled: true }));
  }

  /** The protocol has no menus below menus: instead of a list of versions, the newest stand in the menu itself, by the time as our own menu writes it (2026-11-22 12:30:00; Sweden writes so). */
  async #entriesOf({ action, command, title, enabled }: ShownEntry, paths: readonly Buffer[]): Promise<readonly CompatibilityEntry[]> {
    if (action !== 'versions') return [{ command: action === 'command' ? `${COMMANDS.command}${command}` : COMMANDS[action], title: plainTitle(title), enabled }];
    const versions = enabled && paths[0] ? await this.#newest(decodePath(paths[0])) : [];
    return versions.map(({ version, savedMs, sizeBytes }) => ({
      command: `${COMMANDS.restore}${version}`, enabled: true,
      title: inLanguage(compatibilityTexts.restore, this.#parts.language, { time: new Date(savedMs).toLocaleString('sv'), size: formatBytes(sizeBytes) }),
    }));
  }

  async #newest(path: string) {
    const { call, workspace: { clock } } = this.#parts;
    const patience = new AbortController();
    const timer = clock.after(VERSIONS_PATIENCE_MS, () => patience.abort(new DOMException('the menu opens', 'AbortError')), { unref: true });
    const late = new Promise<readonly never[]>(resolve => { patience.signal.addEventListener('abort', () => resolve([])); });
    const asked = call('versions', { path }, { signal: patience.signal, onProgress: () => undefined })
      .then(({ versions }) => versions.filter(({ state }) => state === 'present').slice(0, NEWEST), () => []);
    const versions = await Promise.race([asked, late]);
    timer.cancel();
    return versions;
  }
}

/** The click that a chosen entry stands for; undefined for a command of the other client. */
function clickOf(command: string, paths: readonly string[]): ClickWork | undefined {
  const [path] = paths as [string];
  switch (command) {
    case COMMANDS.backup: return { verb: 'backup', paths: [...paths] };
    case COMMANDS.why: return { verb: 'why', paths: [...paths] };
    case COMMANDS.copy: return { verb: 'restore-copy', paths: [path] };
  }
  if (command.startsWith(COMMANDS.command)) return { verb: 'command', command: command.slice(COMMANDS.command.length), paths: [...paths] };
  const version = command.startsWith(COMMANDS.restore) ? Number(command.slice(COMMANDS.restore.length)) : NaN;
  return Number.isSafeInteger(version) && version > 0 ? { verb: 'restore', paths: [path], version } : undefined;
}
