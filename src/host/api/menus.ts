export interface Menus {
  /**
   * Sets a context key for `when` and `enablement` clauses. The key is prefixed with the plugin's id: `setContext('busy', true)` of `acme.dump` is read
   * as `acme.dump.busy`. `undefined` removes it. Keys are gone when the plugin is deactivated.
   */
  setContext(key: string, value: boolean | number | string | undefined): Promise<void>;
}

/** States that a plugin may show on files; "protected" is never a plugin's to give. */
export type OverlayState = 'in-progress' | 'problem';

export interface OverlayMark {
  readonly path: string;
  readonly state: OverlayState;
  /** One sentence that `mamori why` shows. */
  readonly reason: string;
}

export interface Overlays {
  /** Replaces what this contributed overlay marks: at most 1,000 paths, gone when the plugin is deactivated. */
  assign(overlay: string, marks: readonly OverlayMark[]): Promise<void>;
}
