import type { ErrorDefinition, ErrorKind, RetryAdvice } from '../terms/errors/error-definition.js';

export interface CodedErrorOptions {
  readonly kind: ErrorKind;
  readonly retry: RetryAdvice;
  readonly data?: Readonly<Record<string, string | number | boolean | null>>;
  readonly cause?: unknown;
}

/** The form in which an error crosses a process border. */
export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly kind: ErrorKind;
  readonly retry: RetryAdvice;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * The one error class of the product.
 *
 * `code` is an entry of the table in src/terms/errors; what a person reads (cause and remedy in
 * Japanese and English) is looked up there by code, so `message` is for logs and developers.
 */
export class CodedError extends Error {
  override readonly name = 'CodedError';
  readonly code: string;
  readonly kind: ErrorKind;
  readonly retry: RetryAdvice;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;

  constructor(code: string, message: string, options: CodedErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.kind = options.kind;
    this.retry = options.retry;
    this.data = options.data ?? {};
  }

  /** The usual way to make one: kind and retry advice come from the area's table. */
  static of<T extends Readonly<Record<string, ErrorDefinition>>>(
    table: T, code: keyof T & string, message: string, options: Pick<CodedErrorOptions, 'data' | 'cause'> = {},
  ): CodedError {
    const { kind, retry } = table[code] as ErrorDefinition;
    return new CodedError(code, message, { kind, retry, ...options });
  }

  toWire(): WireError {
    return { code: this.code, message: this.message, kind: this.kind, retry: this.retry, data: this.data };
  }

  static fromWire(wire: WireError): CodedError {
    return new CodedError(wire.code, wire.message, { kind: wire.kind, retry: wire.retry, data: wire.data });
  }
}

/** A defect of ours: it is never handled, ends the process, and its supervisor restarts it. */
export function bug(message: string, cause?: unknown): Error {
  return new Error(`bug: ${message}`, cause === undefined ? undefined : { cause });
}
