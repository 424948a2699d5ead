import { CodedError } from '../base/coded-error.js';
import { MIN_PASSPHRASE_CHARACTERS, passphraseProblem } from '../core/vault/keys/passphrase-rules.js';
import { agentErrors } from '../terms/errors/agent-errors.js';

/**
 * Refuses a new passphrase that somebody with a copy of the vault would soon guess. `words` are those that they know: names of PC and slot.
 *
 * @throws CodedError agent.passphrase-too-short, agent.passphrase-guessable
 */
export function checkNewPassphrase(passphrase: string, words: readonly string[]): void {
  const problem = passphraseProblem(passphrase, words);
  if (problem === 'too-short') throw CodedError.of(agentErrors, 'agent.passphrase-too-short', `at least ${MIN_PASSPHRASE_CHARACTERS} characters`, { data: { characters: MIN_PASSPHRASE_CHARACTERS } });
  if (problem === 'guessable') throw CodedError.of(agentErrors, 'agent.passphrase-guessable', 'repeated, in a row, or made of known words');
}
