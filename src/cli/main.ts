import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { inLanguage } from '../texts/text.js';
import { usageTexts } from '../texts/cli/usage-texts.js';
import { endpointAddress, stateHome, type UserSurroundings } from '../wire/meeting-place.js';
import { COMMANDS } from './command-table.js';
import { UsageError } from './command.js';
import { Console } from './console.js';
import { exactArguments } from './exact-arguments.js';
import { connectToAgent } from './endpoint-client.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { helpLines } from './help.js';
import { parseWords } from './parse-words.js';
import { runVerb } from './run-verb.js';
import { UP_OPTIONS, UP_USAGE, runUp, upWishes } from './up-command.js';
import { programVersion } from './program-version.js';

async function main(words: readonly string[]): Promise<ExitCode> {
  const [name, ...rest] = words;
  const output = new Console(rest.includes('--json'));
  try {
    return await dispatch(name, rest, output);
  } catch (failure) {
    if (!(failure instanceof UsageError)) {
      output.failure(failure);
      return EXIT.failed;
    }
    output.message(inLanguage(usageTexts.wrong, output.language, { detail: failure.message }));
    const usage = name === 'up' ? UP_USAGE : COMMANDS[name ?? '']?.listed.usage;
    output.message(usage ? `mamori ${usage}` : inLanguage(usageTexts.intro, output.language));
    return EXIT.usage;
  }
}

async function dispatch(name: string | undefined, rest: readonly string[], output: Console): Promise<ExitCode> {
  if (name === 'version' || name === '--version') {
    if (rest.includes('--json')) output.document({ version: programVersion() });
    else output.context.line(programVersion());
    return EXIT.ok;
  }
  if (name === undefined || name === 'help' || name === '--help' || rest.includes('--help')) {
    for (const line of helpLines(output.language)) output.context.line(line);
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  if (name === 'up') return up(rest, output);
  const family = COMMANDS[name];
  if (!family) throw new UsageError(inLanguage(usageTexts.unknown, output.language, { command: name }));
  const command = family.choose(rest);
  const parsed = parseWords(rest, command.options);
  const place = placeOf(parsed.text('home'));
  const runner = await connectToAgent(place.address) ?? await (await import('../agent/index.js')).openVerbRunner(place);
  try {
    return await runVerb({ command, words: parsed, absolute, json: parsed.flag('json') }, runner, output);
  } finally {
    await runner.dispose();
  }
}

async function up(words: readonly string[], output: Console): Promise<ExitCode> {
  const parsed = parseWords(words, UP_OPTIONS);
  const place = placeOf(parsed.text('home'));
  const wishes = upWishes(parsed, absolute);
  const agent = await import('../agent/index.js');
  return runUp((wanted, hooks) => agent.up(place, wanted, hooks), wishes, output, parsed.flag('json'));
}

function placeOf(home: string | undefined) {
  const surroundings: UserSurroundings = { platform: process.platform, environment: process.env, userHome: homedir(), userId: process.getuid?.() ?? -1 };
  const folder = home === undefined ? stateHome(surroundings) : resolve(home);
  const own: UserSurroundings = home === undefined ? surroundings : { ...surroundings, environment: { ...process.env, MAMORI_HOME: folder } };
  return { home: folder, address: endpointAddress(folder, surroundings), surroundings: own, program: programVersion() };
}

/** Relative to the caller's folder; `npm start` and `npm run` change it and keep the caller's in INIT_CWD. */
function absolute(path: string): string {
  const base = process.env['npm_lifecycle_event'] === undefined ? process.cwd() : process.env['INIT_CWD'] ?? process.cwd();
  return resolve(base, path);
}

process.exitCode = await main(exactArguments());
