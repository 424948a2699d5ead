/** Who caused a failure: the person's input or situation, the surroundings (disk, network, OS), or a defect of ours. */
export type ErrorKind = 'expected' | 'environment' | 'bug';

/** Whether the same work may succeed if it is simply tried again later. */
export type RetryAdvice = 'never' | 'later';

/** The part of an error that is fixed by its code; texts live in src/texts/errors under the same code. */
export interface ErrorDefinition {
  readonly kind: ErrorKind;
  readonly retry: RetryAdvice;
}

/** An area's table: code → definition. Codes are `area.what-happened`, in lower case, and never reused. */
export type ErrorTable = Readonly<Record<string, ErrorDefinition>>;
