import { complaintTexts } from '../texts/cli/complaint-texts.js';
import { upTexts } from '../texts/cli/up-texts.js';
import { inLanguage } from '../texts/text.js';
import { ELEVATED_COMMAND } from '../wire/elevated-command.js';
import { callerFolder, callerPlace } from './caller-place.js';
import { COMMANDS, loadFamily, type CommandFamily } from './command-table.js';
import { UsageError, type CallerPlace, type OptionSpecs } from './command.js';
import { Console } from './console.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { parseWords } from './parse-words.js';

/** Carries out one command line. Everything that goes wrong is told to the person here. */
export async function dispatch(name: string | undefined, words: readonly string[]): Promise<ExitCode> {
  const folder = callerFolder();
  const output = new Console(optionsOf(words).includes('--json'), folder);
  try {
    const code = await run(name, words, output, callerPlace(folder, process.platform));
    return output.lost && code === EXIT.ok ? EXIT.failed : code;
  } catch (failure) {
    if (!(failure instanceof UsageError)) {
      await output.failure(failure);
      return EXIT.failed;
    }
    const { helpTopic } = await import('./help.js');
    const commands = name === undefined ? undefined : await helpTopic(name);
    await output.wrongUsage(inLanguage(failure.text, output.language, failure.values), commands?.map(({ usage }) => usage) ?? []);
    return EXIT.usage;
  }
}

async function run(name: string | undefined, words: readonly string[], output: Console, place: CallerPlace): Promise<ExitCode> {
  const options = optionsOf(words);
  if (name === undefined || name === 'help' || options.includes('--help') || options.includes('-h')) return help(name, words, output);
  if (name === 'up') return up(words, output, place);
  if (name === 'version') return version(words, output);
  // What `shell install` runs with an administrator's rights on Windows; nobody calls it by hand.
  if (name === ELEVATED_COMMAND) return (await import('../agent/index.js')).changeExplorerElevated(words);
  const family = await loadFamily(name);
  if (!family) throw unknownCommand(name);
  const { positionals, flag } = parseWords(words, optionsOfFamily(family));
  const command = family.choose(positionals, flag);
  const parsed = parseWords(words, command.options);
  const { runVerb } = await import('./run-verb.js');
  return runVerb({ command, words: parsed, place }, async () => {
    const { findRunner } = await import('./find-runner.js');
    return findRunner(place, parsed.text('home'));
  }, output);
}

async function help(name: string | undefined, words: readonly string[], output: Console): Promise<ExitCode> {
  const { allCommands, helpDocument, helpTopic, overviewLines, topicLines } = await import('./help.js');
  const asked = name === 'help' ? words.find(word => !word.startsWith('-')) : name;
  const commands = asked === undefined ? undefined : await helpTopic(asked);
  if (asked !== undefined && !commands) throw unknownCommand(asked);
  if (optionsOf(words).includes('--json')) output.document({ commands: helpDocument(commands ?? await allCommands(), output.language) });
  else for (const line of commands ? topicLines(commands, output.language) : await overviewLines(output.language)) output.context.line(line);
  return name === undefined && !optionsOf(words).some(word => word === '--help' || word === '-h') ? EXIT.usage : EXIT.ok;
}

async function up(words: readonly string[], output: Console, place: CallerPlace): Promise<ExitCode> {
  const { runUp, upHelp, upWishes } = await import('./up-command.js');
  const parsed = parseWords(words, upHelp.options);
  const wishes = upWishes(parsed, place, process.env['MAMORI_PASSPHRASE']);
  const { agentPlace, patiently, protectingAgent, runningAgent } = await import('./find-runner.js');
  const home = agentPlace(place, parsed.text('home'));
  const options = { json: parsed.flag('json'), place };
  const start = () => patiently(async () => {
    const running = await (wishes.once ? runningAgent : protectingAgent)(home);
    if (running && wishes.supervised) {
      output.say(upTexts.runsAlready);
      await running.dispose();
      return EXIT.ok;
    }
    if (running) {
      const { upWithRunningAgent } = await import('./up-with-running-agent.js');
      return runUp(upWithRunningAgent(running), wishes, output, { ...options, returns: true }).finally(() => running.dispose());
    }
    const agent = await import('../agent/index.js');
    return runUp((wanted, hooks) => agent.up(home, wanted, hooks), wishes, output, { ...options, returns: wishes.once });
  }, () => output.say(upTexts.waiting));
  if (!wishes.supervised) return start();
  const { supervisedUp } = await import('./supervised-up.js');
  return supervisedUp(home.home, output, start);
}

async function version(words: readonly string[], output: Console): Promise<ExitCode> {
  const parsed = parseWords(words, {});
  if (parsed.positionals.length > 0) throw new UsageError(complaintTexts.notUnderstood, { word: parsed.positionals[0] as string });
  const { programVersion } = await import('./program-version.js');
  if (parsed.flag('json')) output.document({ version: programVersion() });
  else output.context.line(programVersion());
  return EXIT.ok;
}

/** The words before `--`: what follows it is no option. */
function optionsOf(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--');
  return end < 0 ? words : words.slice(0, end);
}

/** To find out which member is meant, the options of all are understood; the member then refuses those that are not its own. */
function optionsOfFamily({ members }: CommandFamily): OptionSpecs {
  return Object.assign({}, ...members.map(({ options }) => options)) as OptionSpecs;
}

function unknownCommand(name: string): UsageError {
  const similar = Object.keys(COMMANDS).filter(command => name !== '' && command.startsWith(name.slice(0, 3)));
  return similar.length === 0 ? new UsageError(complaintTexts.unknownCommand, { command: name }) : new UsageError(complaintTexts.unknownCommandLike, { command: name, similar: similar.join(', ') });
}
