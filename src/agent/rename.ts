import { CodedError } from '../base/coded-error.js';
import { maintenanceRun } from '../core/maintenance/maintenance-run.js';
import type { SourceDefinition } from '../core/vault/runs/run-root.js';
import { agentErrors } from '../terms/errors/agent-errors.js';
import { maintenanceContext } from './maintenance.js';
import { checkedName, sourcesOf } from './sources.js';
import { installed, type Workspace } from './workspace.js';

/**
 * Gives a source another name at the destination. Its history goes on: each run says the name of its time, and the newest one counts.
 *
 * @throws CodedError source.unknown, source.name-taken, source.name-refused
 */
export async function renameSource(workspace: Workspace, wanted: string, newName: string): Promise<{ readonly was: string }> {
  const name = checkedName(newName);
  const sources = sourcesOf(workspace);
  const source = sources.find(candidate => candidate.name === wanted || candidate.root === wanted) ?? sources.find(({ id }) => wanted.length >= 4 && id.startsWith(wanted));
  if (!source) throw CodedError.of(agentErrors, 'source.unknown', wanted, { data: { source: wanted } });
  if (sources.some(other => other.id !== source.id && other.name === name)) throw CodedError.of(agentErrors, 'source.name-taken', name, { data: { name } });
  await define(workspace, [source.id], definition => ({ ...definition, name }));
  workspace.settings.update(current => ({ ...current, sources: current.sources.map(kept => (kept.id === source.id ? { ...kept, name } : kept)) }));
  return { was: source.name };
}

/**
 * Gives this device, which is the folder of all its sources at the destination, another name.
 *
 * @throws CodedError source.name-refused; source.name-taken when another device of the vault has it
 */
export async function renameDevice(workspace: Workspace, newName: string): Promise<{ readonly was: string }> {
  const name = checkedName(newName);
  const installation = installed(workspace.installation);
  const own = new Set(sourcesOf(workspace).map(({ id }) => id));
  const taken = workspace.catalog.sources().some(({ id, definition }) => !own.has(id) && (JSON.parse(definition) as Partial<SourceDefinition>).device === name);
  if (taken && name !== installation.device) throw CodedError.of(agentErrors, 'source.name-taken', name, { data: { name } });
  await define(workspace, [...own], definition => ({ ...definition, device: name }));
  workspace.install({ ...installed(workspace.installation), device: name });
  await workspace.vault.drop(); // opened anew, it writes under the new name
  return { was: installation.device };
}

/** Commits a run without files for each source that has a history, so that the vault alone tells the new name, too. */
async function define(workspace: Workspace, sources: readonly string[], change: (definition: SourceDefinition) => SourceDefinition): Promise<void> {
  const { queue, vault, catalog } = workspace;
  const { location } = installed(workspace.installation).vault;
  await queue.add({
    subject: location, kind: 'maintenance',
    run: async ({ signal }) => {
      const context = maintenanceContext(workspace, await vault.use());
      for (const id of sources) {
        if (!catalog.source(id)) continue;
        await maintenanceRun(context, id, ({ transaction, root }) => {
          const definition = change(root.definition);
          transaction.define(JSON.stringify(definition));
          return Promise.resolve({ definition, open: undefined });
        }, signal);
      }
    },
  });
}
