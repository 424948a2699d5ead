import { CodedError } from '../../base/coded-error.js';
import { autostartErrors } from '../../terms/errors/autostart-errors.js';

/** What kept the operating system from taking an entry. */
export function notSet(cause: unknown): CodedError {
  const { code, message, stderr } = cause as { readonly code?: unknown; readonly message?: string; readonly stderr?: unknown };
  const said = String(stderr ?? '').trim().split('\n', 1)[0];
  return CodedError.of(autostartErrors, 'autostart.not-set', said || (message ?? String(cause)), { data: { errno: String(code ?? '') }, cause });
}
