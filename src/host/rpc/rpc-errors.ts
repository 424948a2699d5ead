import * as v from 'valibot';
import { CodedError, type WireError } from '../../base/coded-error.js';
import { pluginErrors } from '../../terms/errors/plugin-errors.js';
import { wireErrors } from '../../terms/errors/wire-errors.js';
import { MAX_ERROR_MESSAGE_CHARS, PLUGIN_PROTOCOL, WireFailure } from '../../wire/plugins/rpc/messages.js';

/** A message that is not what the contract says. */
export function badMessage(detail: string, cause?: unknown): CodedError {
  return CodedError.of(pluginErrors, 'plugin.bad-message', detail, { data: { detail: shortened(detail, 500) }, ...(cause === undefined ? {} : { cause }) });
}

export function badValue(what: string, issues: [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): CodedError {
  return badMessage(`${what}: ${v.summarize(issues)}`);
}

export function hostGone(message: string, cause?: unknown): CodedError {
  return CodedError.of(pluginErrors, 'plugin.host-gone', message, cause === undefined ? {} : { cause });
}

export function protocolMismatch(theirs: number): CodedError {
  return CodedError.of(pluginErrors, 'plugin.protocol-mismatch', `the other side speaks protocol ${theirs}, this one ${PLUGIN_PROTOCOL}`, {
    data: { theirs, ours: PLUGIN_PROTOCOL },
  });
}

export function tooManyCalls(method: string, waiting: number): CodedError {
  return CodedError.of(pluginErrors, 'plugin.too-many-calls', `${waiting} calls wait already; ${method} was not made`, { data: { method, waiting } });
}

/** How a cancelled stream or call looks to whoever waits at the other end. */
export function cancellation(): DOMException {
  return new DOMException('cancelled by the other side', 'AbortError');
}

/** A failure in the form in which it crosses: its own code when it has one, `plugin.failed` with its message otherwise. */
export function toWireFailure(failure: unknown, signal?: AbortSignal): WireError {
  const coded = toCoded(failure, signal);
  const message = shortened(coded.message, MAX_ERROR_MESSAGE_CHARS - 1);
  const checked = v.safeParse(WireFailure, { ...coded.toWire(), message });
  return checked.success ? checked.output : { code: 'plugin.failed', ...pluginErrors['plugin.failed'], message, data: {} };
}

function toCoded(failure: unknown, signal?: AbortSignal): CodedError {
  if (failure instanceof CodedError) return failure;
  if (signal?.aborted) return CodedError.of(wireErrors, 'wire.cancelled', 'cancelled');
  return CodedError.of(pluginErrors, 'plugin.failed', told(failure), { cause: failure });
}

/** What a plugin throws is anything, also something that cannot be turned into text. */
function told(failure: unknown): string {
  try {
    return failure instanceof Error ? String(failure.message) : String(failure);
  } catch {
    return 'a failure that cannot be told';
  }
}

/** A message may repeat what the other side sent, so its length is the other side's choice. */
function shortened(text: string, chars: number): string {
  return text.length > chars ? `${text.slice(0, chars)}…` : text;
}
