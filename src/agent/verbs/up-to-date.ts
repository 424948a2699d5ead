import { CodedError } from '../../base/coded-error.js';
import { installed, type Workspace } from '../workspace.js';

/**
 * Makes sure that the catalog has seen the vault. Browsing goes on with what the catalog knows while the vault's place is not there.
 *
 * @throws CodedError agent.not-set-up, and what opening the vault throws when it is more than "not there"
 */
export async function upToDate(workspace: Workspace): Promise<void> {
  installed(workspace.installation);
  try {
    await workspace.vault.use();
  } catch (failure) {
    if (!(failure instanceof CodedError) || failure.code !== 'store.gone' || workspace.catalog.sources().length === 0) throw failure;
    workspace.logger.info('the vault is not there; the catalog answers', { failure: failure.message });
  }
}
