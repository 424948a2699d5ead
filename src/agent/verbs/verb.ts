import type { VerbContext } from '../../shell/endpoint/connection.js';
import type { VerbName, VerbParams, VerbResults } from '../../wire/verbs/verb-table.js';
import type { Workspace } from '../workspace.js';

/** What a verb works on: the open workspace, and what only a protecting agent has. */
export interface VerbHost {
  readonly workspace: Workspace;
  /** Live watch states, when this process protects. */
  readonly protection: ProtectionView | undefined;
  /** Ends the agent (`mamori stop`); undefined in a one-off command. */
  readonly stop: (() => void) | undefined;
}

export interface ProtectionView {
  watchOf(source: string): VerbResults['status']['sources'][number]['watch'];
  isPending(source: string, path: string): boolean;
  /** Takes sources that were added or removed into account; with `again` every source is watched anew, and looked at as a whole. */
  refresh(again?: boolean): Promise<void>;
}

export type Verb<N extends VerbName> = (host: VerbHost, params: VerbParams<N>, context: VerbContext) => Promise<VerbResults[N]> | VerbResults[N];
