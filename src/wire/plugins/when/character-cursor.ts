/** A place in a text that only moves forward. Single steps are whole code points. */
export class CharacterCursor {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get at(): number {
    return this.#at;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** The next code unit, '' at the end. */
  get next(): string {
    return this.#text.charAt(this.#at);
  }

  /** The code unit after the next. */
  get after(): string {
    return this.#text.charAt(this.#at + 1);
  }

  /** Steps over `expected` if it stands here. */
  take(expected: string): boolean {
    if (!this.#text.startsWith(expected, this.#at)) return false;
    this.#at += expected.length;
    return true;
  }

  /** Steps over what a sticky (`y`) expression matches here. */
  takeMatch(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at;
    const match = expression.exec(this.#text);
    if (match === null) return undefined;
    this.#at += match[0].length;
    return match;
  }

  /** The next code point, '' at the end. */
  takeCharacter(): string {
    const point = this.#text.codePointAt(this.#at);
    if (point === undefined) return '';
    const character = String.fromCodePoint(point);
    this.#at += character.length;
    return character;
  }
}
