import type { CapabilityName } from '../plugins/manifest/capabilities.js';
import type { LocalText } from '../plugins/manifest/local-text.js';
import type { ManifestProblem } from '../plugins/manifest/manifest-problem.js';

/** A plugin as lists show it. */
export interface PluginRow {
  readonly id: string; //           publisher.name
  readonly name: LocalText;
  readonly version: string;
  readonly builtIn: boolean;
  readonly enabled: boolean;
  /** `crashes`: it was stopped because it brought its host down again and again. */
  readonly disabledBy?: 'person' | 'crashes' | undefined;
  /** Why this version of the product cannot use it; a code of docs/errors.md. */
  readonly unusable?: string | undefined;
  /** Whether its code runs now. */
  readonly running?: boolean | undefined;
  /** Why it was not activated, or was stopped, last time; a code of docs/errors.md. */
  readonly failure?: string | undefined;
  /** What it has written to its output channels of late, oldest first. */
  readonly output?: readonly { readonly channel: string; readonly line: string }[] | undefined;
  readonly granted: readonly CapabilityName[];
  readonly withheld: readonly CapabilityName[]; // asked for and not granted
  readonly hosts: readonly string[]; //            of `network`
  readonly integrity?: string | undefined; //      sha512-…, pinned when it was installed; built-in plugins have none
  readonly from?: string | undefined; //           a path, or a package's name
  readonly installedMs?: number | undefined;
  readonly updatedMs?: number | undefined;
}

/** One capability to decide on. */
export interface CapabilityQuestion {
  readonly capability: CapabilityName;
  /** Whether a plugin without it is stopped on this Node, or only says that it does without. */
  readonly enforcement: 'enforced' | 'declared-only';
  readonly hosts?: readonly string[] | undefined; // of `network`; in an update the new ones
}

/** What a person is asked before a plugin is installed; of an update only what is new. */
export interface PluginProposal {
  readonly id: string;
  readonly name: LocalText;
  readonly description?: LocalText | undefined;
  readonly publisher: string;
  readonly version: string;
  readonly integrity: string;
  readonly integrityOf: 'archive' | 'files';
  readonly files: number;
  readonly sizeBytes: number;
  readonly from: string;
  readonly replaces?: string | undefined; //            version
  readonly asks: readonly CapabilityQuestion[];
  readonly keeps: readonly CapabilityName[]; //         granted before
  readonly drops: readonly CapabilityName[]; //         granted before and not wanted any more
  readonly proposedApi: readonly string[];
  /** The same version was installed with other content. */
  readonly contentDiffers: boolean;
}

export type PluginInstallResult =
  | { readonly state: 'asks'; readonly staged: string; readonly proposal: PluginProposal }
  | { readonly state: 'installed'; readonly plugin: PluginRow; readonly replaced?: string | undefined; readonly dropped: readonly CapabilityName[] }
  | { readonly state: 'unchanged'; readonly plugin: PluginRow } //  an update that found nothing newer
  | { readonly state: 'declined'; readonly plugin: string; readonly version: string }
  | { readonly state: 'invalid'; readonly problems: readonly ManifestProblem[] };
