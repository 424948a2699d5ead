/** The stores of the operating system, by the package that reaches them. */
export type KeyringDriver = 'keytar' | 'keyring';

export type CredentialOperation =
  | { readonly op: 'get'; readonly account: string }
  | { readonly op: 'set'; readonly account: string; readonly secret: string }
  | { readonly op: 'delete'; readonly account: string };

/** What the credential process is asked: operations that run in order and stop at the first failure. */
export interface CredentialRequest {
  readonly operations: readonly CredentialOperation[];
}

/** One operation's answer. `value`: the secret of a `get`, null if absent; of a `delete`, null if nothing was there. */
export type CredentialReply =
  | { readonly ok: true; readonly value: string | null }
  | { readonly ok: false; readonly reason: string };

/** One reply per operation, up to and including the first that failed. */
export interface CredentialResponse {
  readonly replies: readonly CredentialReply[];
}
