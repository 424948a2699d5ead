import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../src/base/coded-error.js';
import { shellInstallCommand, shellUninstallCommand } from '../../../src/cli/commands/shell-commands.js';
import type { AnyCommand, TalkingPerson } from '../../../src/cli/command.js';
import { Console } from '../../../src/cli/console.js';
import { EXIT } from '../../../src/cli/exit-code.js';
import { parseWords } from '../../../src/cli/parse-words.js';
import { runVerb } from '../../../src/cli/run-verb.js';
import type { VerbRunner } from '../../../src/cli/verb-runner.js';
import { shellErrors } from '../../../src/terms/errors/shell-errors.js';

const refusal = CodedError.of(shellErrors, 'shell.install-failed', 'refused');
const person = { canAsk: true, say: () => undefined } as unknown as TalkingPerson;

describe('a failure that a command can do something about', () => {
  it.each([shellInstallCommand, shellUninstallCommand])('is none that only concerns other things', async command => {
    const words = parseWords(['install'], command.options);
    const again = (): Promise<never> => Promise.reject(refusal);
    await expect(command.recover?.(refusal, again, words, person)).rejects.toBe(refusal);
  });

  it('is done away with, and the verb called once more', async () => {
    const calls: string[] = [];
    const runner = {
      guests: 0, isLost: false, dispose: async () => undefined,
      call: async (verb: string) => {
        calls.push(verb);
        if (calls.length === 1) throw refusal;
        return { removed: ['a'] };
      },
    } as unknown as VerbRunner;
    const shown: unknown[] = [];
    const command = {
      ...shellUninstallCommand,
      recover: async (failure: unknown, again: () => Promise<{ readonly removed: readonly string[] }>) => {
        expect(failure).toBe(refusal);
        return { removed: ['machine', ...(await again()).removed] };
      },
      render: (result: unknown) => shown.push(result),
    } as unknown as AnyCommand;
    const place = { absolute: (path: string) => path, scoped: (path: string) => path };
    expect(await runVerb({ command, words: parseWords(['uninstall'], {}), place }, async () => runner, new Console(false, '/'))).toBe(EXIT.ok);
    expect({ calls, shown }).toEqual({ calls: ['shell.uninstall', 'shell.uninstall'], shown: [{ removed: ['machine', 'a'] }] });
  });
});
