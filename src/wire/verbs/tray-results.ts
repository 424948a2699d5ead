/** One line of what the tray's menu holds, in reading order. */
export interface TrayEntry {
  /** Names the entry from view to view; `tray.choose` takes it. */
  readonly key: string;
  readonly title: string;
  /** The title with its access key after '&', for menus. */
  readonly label: string;
  readonly enabled: boolean;
  /** Whether it is ticked; undefined for what cannot be. */
  readonly checked?: boolean | undefined;
  /** Neighbours of one group stand together. */
  readonly group: number;
  /** What stands below it; then it cannot be chosen itself. */
  readonly below?: readonly TrayEntry[] | undefined;
}

/** What the tray shows, for whoever shows it elsewhere. */
export interface TrayResult {
  /** Whether this desktop has a tray that shows it. */
  readonly shown: boolean;
  /** The state in words, the most important first; never empty. */
  readonly state: readonly string[];
  readonly entries: readonly TrayEntry[];
}
