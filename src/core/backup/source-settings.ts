import type { ScheduleRule } from '../schedule/slots.js';
import type { SourceDefinition } from '../vault/runs/run-root.js';

/** One protected folder of this device, as the person has set it. */
export interface SourceSettings {
  readonly id: string; //              32 hex digits
  readonly name: string; //            destination folder name
  readonly root: string; //            absolute, in the escaping of docs/vault-format.md section 8
  readonly addedMs: number;
  readonly excludedExtensions: readonly string[];
  readonly excludedPatterns: readonly string[];
  readonly excludeHidden: boolean;
  readonly oneFileSystem: boolean;
}

/** Who writes runs: this installation on this device. */
export interface DeviceIdentity {
  readonly device: string;
  readonly platform: string;
  readonly program: string;
  readonly writer: string; // 16 hex digits
}

/** What a run root says of its source, so that a new PC can set it up again from the vault alone. */
export function definitionOf(source: SourceSettings, identity: DeviceIdentity, schedule: ScheduleRule | undefined): SourceDefinition {
  const { name, root, excludedExtensions, excludedPatterns, excludeHidden, oneFileSystem } = source;
  return {
    name, root, device: identity.device, platform: identity.platform,
    exclusions: { extensions: excludedExtensions, patterns: excludedPatterns, hidden: excludeHidden, oneFileSystem },
    schedule: schedule && { time: schedule.time, days: schedule.days },
  };
}
