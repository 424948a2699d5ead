/** Whether the agent starts at login. */
export interface AutostartResult {
  readonly enabled: boolean;
  /** Who starts it; undefined where nobody is known who could. */
  readonly method?: 'systemd' | 'desktop-entry' | 'windows' | undefined;
  /** False when what is set up starts another program, such as one that was moved since. */
  readonly current: boolean;
  readonly dailyCheck: boolean;
  /** The file or registry key that says so. */
  readonly place?: string | undefined;
}
