import { CharacterCursor } from './character-cursor.js';
import type { WhenFailure } from './when-failure.js';

/** A piece of a clause. A `word` is a key, a keyword or an unquoted value: which, only its place tells (`language == in`). */
export type Token =
  | { readonly kind: 'word' | 'string' | 'end'; readonly text: string; readonly at: number }
  | { readonly kind: 'operator'; readonly text: Operator; readonly at: number }
  | { readonly kind: 'pattern'; readonly text: string; readonly flags: string; readonly at: number };

export type Operator = '&&' | '||' | '!' | '==' | '!=' | '=~' | '<' | '<=' | '>' | '>=' | '(' | ')';

const SPACE = /\s+/y;
const OPERATOR = /&&|\|\||==|!=|=~|<=|>=|[!<>()]/y;
const WORD = /[\p{L}\p{N}_.\-/\\:*?+[\]^,#@;%$]+/uy; // what VS Code takes unquoted, without `<`, `>` and `"`, which would read two ways
const QUOTED = /'([^']*)'|"([^"]*)"/y; //           no escapes inside, as in VS Code; double quotes are for text with a single one
const PATTERN = /\/((?:[^\\/[\r\n]|\\[^\r\n]|\[(?:[^\\\]\r\n]|\\[^\r\n])*\])+)\/([a-z]*)/y;

/** Cuts a clause into tokens, the last of which is `end`. Cost: linear. An expression is only looked for after `=~`; elsewhere `/` belongs to words. */
export function tokenize(text: string): readonly Token[] | WhenFailure {
  const cursor = new CharacterCursor(text);
  const tokens: Token[] = [];
  for (cursor.takeMatch(SPACE); !cursor.atEnd; cursor.takeMatch(SPACE)) {
    const token = patternAfter(tokens.at(-1), cursor) ?? nextToken(cursor);
    if ('reason' in token) return token;
    tokens.push(token);
  }
  return [...tokens, { kind: 'end', text: '', at: cursor.at }];
}

function nextToken(cursor: CharacterCursor): Token | WhenFailure {
  const { at } = cursor;
  const operator = cursor.takeMatch(OPERATOR)?.[0];
  if (operator !== undefined) return { kind: 'operator', text: operator as Operator, at };
  const word = cursor.takeMatch(WORD)?.[0];
  if (word !== undefined) return { kind: 'word', text: word, at };
  const quoted = cursor.takeMatch(QUOTED);
  if (quoted) return { kind: 'string', text: quoted[1] ?? quoted[2] ?? '', at };
  return { ok: false, at, reason: cursor.next === "'" || cursor.next === '"' ? 'when-unclosed-string' : 'when-bad-character' };
}

function patternAfter(previous: Token | undefined, cursor: CharacterCursor): Token | WhenFailure | undefined {
  if (previous?.kind !== 'operator' || previous.text !== '=~') return undefined;
  const { at } = cursor;
  const match = cursor.takeMatch(PATTERN);
  return match ? { kind: 'pattern', text: match[1] ?? '', flags: match[2] ?? '', at } : { ok: false, at, reason: 'when-bad-expression' };
}
