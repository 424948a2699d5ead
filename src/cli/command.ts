import type { Text } from '../texts/text.js';
import type { VerbName, VerbParams, VerbResults } from '../wire/verbs/verb-table.js';
import type { ExitCode } from './exit-code.js';
import type { RenderContext } from './render/render-context.js';

export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  /** A string option that may stand without a value takes this one. */
  readonly bareValue?: string;
  readonly multiple?: boolean;
}

/** The words after the command's name, parsed but not yet understood. */
export interface ParsedWords {
  readonly positionals: readonly string[];
  readonly text: (option: string) => string | undefined;
  readonly flag: (option: string) => boolean;
  readonly list: (option: string) => readonly string[];
}

/** Where a command is called: relative paths are relative to the caller's folder. */
export interface CallerPlace {
  absolute(path: string): string;
}

export interface Request<N extends VerbName = VerbName> {
  readonly verb: N;
  readonly params: VerbParams<N>;
}

/** A command that is one call of one verb. */
export interface VerbCommand<N extends VerbName> {
  readonly usage: string;
  readonly summary: Text;
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** @throws UsageError when the words make no sense */
  readonly request: (words: ParsedWords, place: CallerPlace) => Request<N>;
  readonly render: (result: VerbResults[N], context: RenderContext, words: ParsedWords) => void;
  readonly exitCode?: (result: VerbResults[N]) => ExitCode;
}

/** Wrong usage: the command line explains itself and ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
