import { callerPlace } from '../../../../src/cli/caller-place.js';
import { loadFamily } from '../../../../src/cli/command-table.js';
import type { AnyCommand, ParsedWords, Request } from '../../../../src/cli/command.js';
import { parseWords } from '../../../../src/cli/parse-words.js';
import type { RenderContext } from '../../../../src/cli/render/render-context.js';
import type { Language } from '../../../../src/texts/language.js';

/** The command that a line means, and its words, as the program finds them. */
export async function understand(line: readonly string[]): Promise<{ command: AnyCommand; words: ParsedWords }> {
  const [name = '', ...rest] = line;
  const family = await loadFamily(name);
  if (!family) throw new Error(`no command ${name}`);
  const options = Object.assign({}, ...family.members.map(member => member.options)) as AnyCommand['options'];
  const { positionals, flag } = parseWords(rest, options);
  const command = family.choose(positionals, flag);
  return { command, words: parseWords(rest, command.options) };
}

/** What a line asks of the agent, called in /home/mari. */
export async function requestOf(line: readonly string[], platform = 'linux'): Promise<Request> {
  const { command, words } = await understand(line);
  return command.request(words, callerPlace(platform === 'win32' ? 'C:\\Users\\mari' : '/home/mari', platform));
}

/** What a person sees of a result. */
export async function shown(line: readonly string[], result: unknown, language: Language): Promise<{ text: string; files: Map<string, string> }> {
  const { command, words } = await understand(line);
  const lines: string[] = [];
  const files = new Map<string, string>();
  const context: RenderContext = { language, line: text => void lines.push(text), write: (file, content) => void files.set(file, content) };
  (command as { render: (result: unknown, context: RenderContext, words: ParsedWords) => void }).render(result, context, words);
  return { text: lines.join('\n'), files };
}
