/** A failure with a code of docs/errors.md, or one of the plugin's own (`publisher.name/what-went-wrong`). Its code crosses the process border. */
export interface MamoriError extends Error {
  readonly code: string;
}
