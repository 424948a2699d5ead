import { CodedError } from '../base/coded-error.js';
import { agentErrors } from '../terms/errors/agent-errors.js';
import { isAgent } from './find-runner.js';
import type { Up } from './up-command.js';
import type { VerbRunner } from './verb-runner.js';

/**
 * `up` when the agent runs already: it is asked to protect the given folders too, and with `once` to back them up (all, when none is given) before this returns.
 * With `once` it may also be a command that serves others on the way; that watches nothing.
 *
 * @throws CodedError agent.already-running when nothing was asked for, agent.other-vault
 */
export function upWithRunningAgent(agent: VerbRunner): Up {
  return async ({ folders, vault, once }, { signal, onEvent, onProgress }) => {
    const options = { signal, onProgress };
    if (vault !== undefined) {
      const status = await agent.call('status', { paths: [] }, options);
      if (status.vault && status.vault.location !== vault) throw CodedError.of(agentErrors, 'agent.other-vault', `in use: ${status.vault.location}`, { data: { location: status.vault.location } });
    }
    if (folders.length === 0 && !once) throw new CodedError('agent.already-running', 'the agent runs, and nothing was asked for', { kind: 'expected', retry: 'never' });
    const before = new Set((await agent.call('source.list', {}, options)).map(({ id }) => id));
    for (const path of folders) {
      const source = await agent.call('source.add', { path }, options);
      if (!before.has(source.id)) onEvent({ type: 'source-added', name: source.name, root: source.root });
    }
    if (once) {
      const { runs, errors } = await agent.call('backup', { paths: [...folders] }, options);
      runs.forEach((run, at) => onEvent({ type: 'backed-up', run, errors: at === 0 ? errors : [] }));
    }
    if (await isAgent(agent)) onEvent({ type: 'watching', sources: await agent.call('source.list', {}, options) });
  };
}
