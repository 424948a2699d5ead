/** Something that is owned and given back exactly once; further calls do nothing. */
export interface Disposable {
  dispose(): void | Promise<void>;
}
