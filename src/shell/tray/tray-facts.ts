import type { MenuResult } from '../../wire/verbs/menu-results.js';

export type TrayWorkKind = 'backup' | 'continuous' | 'restore' | 'deletion' | 'maintenance';

/** How far the running work is; a member is undefined as long as it is not known. */
export interface TrayProgress {
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  /** Whether the totals are final: a share of a total that grows would run backwards. */
  readonly totalsFinal: boolean;
  readonly currentPath: string | undefined;
}

/** What the tray is drawn from. Times are written already, as clocks on the wall show them. */
export interface TrayFacts {
  readonly paused: boolean;
  readonly work: { readonly kind: TrayWorkKind; readonly subject: string; readonly progress: TrayProgress | undefined } | undefined;
  readonly unseenNotices: number;
  /** The title of the newest unseen notice that is a warning or an alarm. */
  readonly problem: string | undefined;
  readonly sources: readonly { readonly name: string; readonly root: string }[];
  /** Something is not saved yet, or not looked at since it may have changed. */
  readonly catchingUp: boolean;
  readonly lastBackup: string | undefined;
  readonly nextBackup: string | undefined;
  readonly settings: { readonly scheduled: boolean | undefined; readonly monthlyUsage: boolean; readonly resultMail: boolean | undefined };
  /** What plugins contribute to the tray, already judged by their conditions. */
  readonly contributed: MenuResult['groups'];
}
