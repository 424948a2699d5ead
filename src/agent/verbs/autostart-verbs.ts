import type { AutostartResult } from '../../wire/verbs/autostart-results.js';
import { autostartOf, setAutostart } from '../autostart.js';
import type { Workspace } from '../workspace.js';
import type { Verb } from './verb.js';

export const autostartGetVerb: Verb<'autostart.get'> = ({ workspace }) => stateOf(workspace);

export const autostartSetVerb: Verb<'autostart.set'> = async ({ workspace }, { enabled }) => {
  await setAutostart(workspace, enabled);
  return stateOf(workspace);
};

async function stateOf(workspace: Workspace): Promise<AutostartResult> {
  return (await autostartOf(workspace)).state();
}
