/**
 * What is not stable yet. It may change with every version; a plugin that uses it names it in `enabledApiProposals` and cannot be installed without
 * `mamori plugin install --allow-proposed`.
 */
export interface Proposed {
  /** The content of one version, verified. Needs `files.read` and the proposal `versionContent`. */
  readVersion(path: string, version: number, options?: { readonly signal?: AbortSignal }): AsyncIterable<Uint8Array>;
}
