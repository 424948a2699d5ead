import { CodedError } from '../../base/coded-error.js';
import { MIN_PASSPHRASE_CHARACTERS, passphraseProblem } from '../../core/vault/keys/passphrase-rules.js';
import { agentErrors } from '../../terms/errors/agent-errors.js';

/**
 * Why somebody with a copy of the vault would soon guess a new passphrase, as `agent.passphrase-too-short` or `agent.passphrase-guessable`. `words` are those that they know: names of PC
 * and slot.
 */
export function weaknessOf(passphrase: string, words: readonly string[]): CodedError | undefined {
  const problem = passphraseProblem(passphrase, words);
  if (problem === 'too-short') return CodedError.of(agentErrors, 'agent.passphrase-too-short', `at least ${MIN_PASSPHRASE_CHARACTERS} characters`, { data: { characters: MIN_PASSPHRASE_CHARACTERS } });
  return problem === 'guessable' ? CodedError.of(agentErrors, 'agent.passphrase-guessable', 'repeated, in a row, or made of known words') : undefined;
}

/** @throws CodedError agent.passphrase-too-short, agent.passphrase-guessable */
export function checkNewPassphrase(passphrase: string, words: readonly string[]): void {
  const weakness = weaknessOf(passphrase, words);
  if (weakness) throw weakness;
}
