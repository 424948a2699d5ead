/** Where a path is open to others than administrators and the system. */
export interface OpenPlace {
  readonly path: string; //            the part of it that is
  readonly sid: string | undefined; // who may change it; nothing: that part is a link
}

/** How a program that was to run with an administrator's rights ended. */
export type ElevatedOutcome =
  | { readonly kind: 'ended'; readonly exitCode: number; readonly report: Buffer }
  | { readonly kind: 'refused' } // by the person
  | { readonly kind: 'failed'; readonly systemError: number };

/**
 * What installing for all users of a Windows PC needs of the system (native/shim/include/mamori_shim_install.h).
 *
 * Every call but `runElevated` is synchronous and may touch the disk: not for the agent's loop, but for a command that a person waits for. What changes something
 * fails with `shell.needs-administrator` without the rights to, else with `shell.install-failed`.
 */
export interface WindowsMachine {
  isElevated(): boolean;
  /** Where programs for all users lie, by the system's own word; the environment's is the user's. */
  programFiles(): string;
  /** The first part of an absolute path that others may change; the last `heldParts` have to be closed to any writing, those above to being replaced. */
  openPlace(path: string, heldParts: number): OpenPlace | undefined;
  /** A folder that administrators alone write to, whatever is inherited from above. One that is there stays as it is. */
  makeFolder(path: string): void;
  /** A file of the same kind, on the disk when this returns; there must be none of its name. */
  makeFile(path: string, content: Uint8Array): void;
  /** Loads a module and has it enter itself into the registry, or take itself out. */
  register(module: string, registers: boolean): void;
  /** Removes a file or an empty folder when the system starts the next time. */
  removeAtRestart(path: string): void;
  /** Asks the person, and runs a program with these words and, behind them, the token by which it may report. Waits for its end, ten minutes at most. */
  runElevated(program: string, words: readonly string[]): Promise<ElevatedOutcome>;
  /** From such a program to who asked; at most 64 KiB. Whether anybody was there. */
  report(token: string, text: string): boolean;
}
