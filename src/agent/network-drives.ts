import type { SourceSettings } from '../core/backup/source-settings.js';
import { isOnNetwork } from '../platform/trees/network-drive.js';
import type { Workspace } from './workspace.js';

/** Setting, per source: it was on a network drive when that was last seen. */
const ON_NETWORK = 'on-network/';

/** Whether a source lies on a network drive, also while the drive cannot be reached: then as it was when it could. */
export async function liesOnNetwork({ state: { settings } }: Pick<Workspace, 'state'>, { id, root }: Pick<SourceSettings, 'id' | 'root'>): Promise<boolean> {
  const known = settings.get(`${ON_NETWORK}${id}`) === true;
  const seen = await isOnNetwork(root);
  if (seen !== undefined && seen !== known) settings.set(`${ON_NETWORK}${id}`, seen || undefined);
  return seen ?? known;
}
