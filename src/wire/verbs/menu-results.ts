/** One entry of a menu, in words of the asked language; `enabled` false is shown grey. */
export interface MenuEntry {
  readonly command: string;
  readonly title: string;
  /** Whose command it is: publisher.name. */
  readonly plugin: string;
  readonly enabled: boolean;
}

/** What a menu shows for a selection, group by group; separators stand between groups. */
export interface MenuResult {
  readonly groups: readonly { readonly name: string; readonly items: readonly MenuEntry[] }[];
}

/** What a plugin's command answered. */
export interface CommandResult {
  readonly command: string;
  readonly value?: unknown; // JSON
}
