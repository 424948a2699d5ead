import type { DoctorCheck } from './results.js';

/** Paths that were written or taken away. */
export interface ShellInstallResult {
  readonly installed: readonly string[];
  readonly checks: readonly DoctorCheck[]; // what is still missing, and what to do
}

export interface ShellUninstallResult {
  readonly removed: readonly string[];
}
