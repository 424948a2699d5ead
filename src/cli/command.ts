import { inLanguage, type Text, type TextValues } from '../texts/text.js';
import type { VerbName, VerbParams, VerbResults } from '../wire/verbs/verb-table.js';
import type { ExitCode } from './exit-code.js';
import type { RenderContext } from './render/render-context.js';

export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly summary: Text;
  /** What help calls the value of a string option. */
  readonly value?: string;
  /** A string option that may stand without a value takes this one. */
  readonly bareValue?: string;
}
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** The words after the command's name, parsed but not yet understood. */
export interface ParsedWords {
  readonly positionals: readonly string[];
  readonly text: (option: string) => string | undefined;
  readonly flag: (option: string) => boolean;
}

/** Where a command is called. */
export interface CallerPlace {
  /** Relative to the caller's folder. */
  readonly absolute: (path: string) => string;
  /** A path of a device or source that was named: only one that is plainly of this machine's folders is made absolute. */
  readonly scoped: (path: string) => string;
}

/** The person at the keyboard, for what must not stand on a command line. */
export interface Person {
  /** A new passphrase: from MAMORI_PASSPHRASE, else asked for twice on a terminal; undefined when there is none. */
  newPassphrase(): Promise<string | undefined>;
  /** The mail server's password: from MAMORI_MAIL_PASSWORD, else asked for on a terminal; undefined when there is none. */
  mailPassword(): Promise<string | undefined>;
  /** Whether there is a terminal to ask on. */
  readonly canAsk: boolean;
  /** A question whose answer is no unless it is plainly yes. @throws CodedError `wire.cancelled` when the person gives up */
  confirm(question: Text): Promise<boolean>;
}

/** Somebody who can be told something while they wait. */
export interface TalkingPerson extends Person {
  say(text: Text): void;
}

export interface Request<N extends VerbName = VerbName> {
  readonly verb: N;
  readonly params: VerbParams<N>;
}

/** What help says of a command. */
export interface CommandHelp {
  readonly usage: string;
  readonly summary: Text;
  readonly options: OptionSpecs;
  readonly example: string;
}

/** A command that is a call of one verb. */
export interface VerbCommand<N extends VerbName> extends CommandHelp {
  /** @throws UsageError when the words make no sense */
  readonly request: (words: ParsedWords, place: CallerPlace) => Request<N>;
  /** Adds what only the person can say. */
  readonly complete?: (request: Request<N>, person: Person) => Promise<Request<N>>;
  /** What can be done about a failure; `again` calls the verb once more. Rejects with the failure where nothing can. */
  readonly recover?: (failure: unknown, again: () => Promise<VerbResults[N]>, words: ParsedWords, person: TalkingPerson) => Promise<VerbResults[N]>;
  /** A result may need the person's answer, which is a further call of the verb; undefined ends it. */
  readonly followUp?: (result: VerbResults[N], person: Person, context: RenderContext) => Promise<Request<N> | undefined>;
  readonly render: (result: VerbResults[N], context: RenderContext, words: ParsedWords) => void;
  readonly exitCode?: (result: VerbResults[N]) => ExitCode;
}

/** A command of any verb: request, render and exit code of one entry belong together, which the table itself guarantees. */
export type AnyCommand = { [N in VerbName]: VerbCommand<N> }[VerbName];

/** Wrong usage: the command line explains itself and ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** What is wrong, in every language. */
  readonly text: Text;
  readonly values: TextValues;

  constructor(text: Text, values: TextValues = {}, options?: ErrorOptions) {
    super(inLanguage(text, 'en', values), options);
    this.text = text;
    this.values = values;
  }
}
