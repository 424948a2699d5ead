export type AutostartMethod = 'systemd' | 'desktop-entry' | 'windows';

export interface AutostartState {
  /** Who starts the agent at login. */
  readonly method: AutostartMethod;
  /** Whether it is set up at all, if for another program. */
  readonly enabled: boolean;
  /** Whether what is set up starts this very program, as it would be set up now: not after it was moved or its runtime was replaced. Variables do not count. */
  readonly current: boolean;
  /** Whether the daily check is set up beside it. */
  readonly dailyCheck: boolean;
  /** The file or registry key that says so. */
  readonly place: string;
}

/**
 * Starts the agent at login and keeps it running, and looks daily from outside whether it does.
 *
 * Everything is the person's own: no administrator is needed, and nothing outside their settings changes. Nothing is started or ended now.
 */
export interface Autostart {
  state(): Promise<AutostartState>;
  /** Sets the start at login up, or anew, or takes it out. @throws CodedError autostart.not-set */
  setAgent(enabled: boolean): Promise<void>;
  /** The same of the daily check. @throws CodedError autostart.not-set */
  setDailyCheck(enabled: boolean): Promise<void>;
}
