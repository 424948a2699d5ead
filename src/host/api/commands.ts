import type { Disposable } from './disposable.js';

/** What a command is called with from a menu: the selection and where it was made. */
export interface CommandArguments {
  /** Absolute paths, in the escaping of docs/vault-format.md section 8; empty when called without a selection. */
  readonly paths: readonly string[];
  /** Where the call comes from. */
  readonly origin: 'menu' | 'command-line' | 'notice' | 'plugin';
  /** Whatever the caller added; JSON. */
  readonly extra?: unknown;
}

export type CommandHandler = (args: CommandArguments, signal: AbortSignal) => unknown;

export interface Commands {
  /**
   * Gives a command its action. The command must be in the plugin's `contributes.commands`.
   *
   * The handler's result (JSON) is the caller's result; what it throws reaches the caller as `plugin.failed`, or as its own code when it throws a
   * `MamoriError`. Fails with `plugin.duplicate-command` when the command already has a handler.
   */
  registerCommand(command: string, handler: CommandHandler): Disposable;
  /**
   * Runs any contributed command, the agent's own included, and activates its plugin if needed.
   *
   * Another plugin's command is refused with `plugin.capability-missing` when that plugin was granted something that this one was not: nobody does by another's hands what
   * was not granted.
   */
  executeCommand<T = unknown>(command: string, args?: Partial<CommandArguments>, options?: { readonly signal?: AbortSignal }): Promise<T>;
  /** Ids of all contributed commands. */
  getCommands(): Promise<readonly string[]>;
}
