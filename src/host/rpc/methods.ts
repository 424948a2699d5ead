import type { MethodAnswer, MethodArguments, MethodDefinition, MethodParams, MethodResult, MethodTable } from '../../wire/plugins/rpc/method.js';
import type { IncomingStream } from './incoming-stream.js';

/** Bytes on their way out. A piece must not be changed after it was yielded. */
export type ByteSource = AsyncIterable<Uint8Array>;

/** What comes with a call beside its parameters. */
export type CallContext<D extends MethodDefinition> = {
  /** Aborted when the caller cancels or goes away; for a method with a stream also when the stream is not read to its end. */
  readonly signal: AbortSignal;
} & (D extends { readonly body: true } ? { readonly body: IncomingStream } : unknown);

type Handled<T extends MethodTable, M extends keyof T> =
  T[M] extends { readonly stream: true } ? { readonly value: MethodAnswer<T, M>; readonly stream: ByteSource } : MethodAnswer<T, M>;

/** An implementation of each method. What it throws is the call's failure; calls are begun in the order in which they were made. */
export type Handlers<T extends MethodTable> = {
  readonly [M in keyof T]: (params: MethodParams<T, M>, context: CallContext<T[M]>) => Handled<T, M> | Promise<Handled<T, M>>;
};

export type CallOptions<D extends MethodDefinition> = { readonly signal?: AbortSignal | undefined }
  & (D extends { readonly body: true } ? { readonly body: ByteSource } : { readonly body?: undefined });

/** Parameters and options of a call; the options may be left out unless there is a body. */
export type CallArguments<T extends MethodTable, M extends keyof T> =
  T[M] extends { readonly body: true } ? [params: MethodArguments<T, M>, options: CallOptions<T[M]>] : [params: MethodArguments<T, M>, options?: CallOptions<T[M]>];

export type CallResult<T extends MethodTable, M extends keyof T> =
  T[M] extends { readonly stream: true } ? { readonly value: MethodResult<T, M>; readonly stream: IncomingStream } : MethodResult<T, M>;
