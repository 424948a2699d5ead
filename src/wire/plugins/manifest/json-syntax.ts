const SPACE = /[\t\n\r ]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/**
 * Where a text stops being JSON (RFC 8259): the offset of the first character that no JSON text could have there. For a text that is JSON, its length.
 *
 * `JSON.parse` tells the place of some mistakes only. Cost: linear; depth is counted, not recursed.
 */
export function jsonEndsAt(text: string): number {
  const open: ('{' | '[')[] = [];
  let at = skip(text, 0, SPACE);
  for (;;) {
    const character = text[at];
    if (character === '{' || character === '[') {
      open.push(character);
      at = skip(text, at + 1, SPACE);
      const closed = text[at] === (character === '{' ? '}' : ']');
      if (!closed && character === '[') continue;
      if (!closed) {
        const value = memberValue(text, at);
        if (!value.ok) return value.at;
        at = value.at;
        continue;
      }
    } else {
      const end = skip(text, at, character === '"' ? STRING : SCALAR);
      if (end === at) return at;
      at = skip(text, end, SPACE);
    }
    const next = afterValue(text, at, open);
    if (next.done) return next.at;
    at = next.at;
  }
}

/** Closes what ends here; then either the text is over or another value follows. */
function afterValue(text: string, from: number, open: ('{' | '[')[]): { readonly done: boolean; readonly at: number } {
  let at = from;
  while (open.length > 0 && text[at] === (open.at(-1) === '{' ? '}' : ']')) {
    open.pop();
    at = skip(text, at + 1, SPACE);
  }
  if (open.length === 0 || text[at] !== ',') return { done: true, at };
  const next = skip(text, at + 1, SPACE);
  if (open.at(-1) === '[') return { done: false, at: next };
  const value = memberValue(text, next);
  return { done: !value.ok, at: value.at };
}

/** From a member's name to its value. */
function memberValue(text: string, at: number): { readonly ok: boolean; readonly at: number } {
  const end = skip(text, at, STRING);
  if (end === at) return { ok: false, at };
  const colon = skip(text, end, SPACE);
  return text[colon] === ':' ? { ok: true, at: skip(text, colon + 1, SPACE) } : { ok: false, at: colon };
}

function skip(text: string, at: number, expression: RegExp): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : at;
}
