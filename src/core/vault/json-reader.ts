import { Buffer } from 'node:buffer';
import type { JsonValue } from './canonical-json.js';

/** Why a JSON text is not what it should be; callers turn it into a coded error that names the object. */
export class JsonShapeError extends Error {
  override readonly name = 'JsonShapeError';
}

/**
 * Reads members of a JSON object that comes from outside, each with its type and bounds.
 *
 * Members that nobody asks for are ignored, so that a later version may add some. Only own members count; nothing is
 * converted. Every refusal is a `JsonShapeError` that names the member, never its value.
 */
export class JsonReader {
  readonly #members: Readonly<Record<string, unknown>>;
  readonly #where: string;

  constructor(value: unknown, where: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new JsonShapeError(`${where} is not an object`);
    this.#members = value as Record<string, unknown>;
    this.#where = where;
  }

  /** Parses UTF-8 bytes; ill-formed UTF-8 and texts above `maxBytes` are refused. */
  static parse(bytes: Uint8Array, where: string, maxBytes: number): JsonReader {
    if (bytes.length > maxBytes) throw new JsonShapeError(`${where} is larger than ${maxBytes} bytes`);
    let value: unknown;
    try {
      value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch {
      throw new JsonShapeError(`${where} is not JSON`);
    }
    return new JsonReader(value, where);
  }

  /** Whether the member is there and not null. */
  has(name: string): boolean {
    return this.#member(name) !== undefined;
  }

  text(name: string, maxLength = 4096): string {
    const value = this.#member(name);
    if (typeof value !== 'string' || value.length > maxLength) throw this.#refusal(name, `text of at most ${maxLength} characters`);
    return value;
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T {
    const value = this.#member(name);
    const found = values.find(candidate => candidate === value);
    if (found === undefined) throw this.#refusal(name, values.join(' | '));
    return found;
  }

  /** A whole number that a double holds exactly. */
  integer(name: string, least = 0, most = Number.MAX_SAFE_INTEGER): number {
    const value = this.#member(name);
    if (!Number.isSafeInteger(value) || (value as number) < least || (value as number) > most) {
      throw this.#refusal(name, `a whole number of ${least} to ${most}`);
    }
    return value as number;
  }

  hex(name: string, byteLength: number): string {
    const value = this.#member(name);
    if (!isHex(value, byteLength)) throw this.#refusal(name, `${byteLength} bytes in hex`);
    return value;
  }

  /** Bytes of a base64 text in its one canonical form. */
  base64(name: string, least: number, most = least): Buffer {
    const value = this.#member(name);
    const bytes = typeof value === 'string' && value.length <= most * 2 + 4 ? Buffer.from(value, 'base64') : undefined;
    if (!bytes || bytes.toString('base64') !== value || bytes.length < least || bytes.length > most) {
      throw this.#refusal(name, `${least} to ${most} bytes in base64`);
    }
    return bytes;
  }

  object(name: string): JsonReader {
    return new JsonReader(this.#member(name), `${this.#where}.${name}`);
  }

  list<T>(name: string, maxItems: number, item: (value: unknown, where: string) => T): readonly T[] {
    const value = this.#member(name);
    if (!Array.isArray(value) || value.length > maxItems) throw this.#refusal(name, `a list of at most ${maxItems}`);
    return value.map((element, at) => item(element, `${this.#where}.${name}[${at}]`));
  }

  objects<T>(name: string, maxItems: number, item: (reader: JsonReader) => T): readonly T[] {
    return this.list(name, maxItems, (value, where) => item(new JsonReader(value, where)));
  }

  hexes(name: string, maxItems: number, byteLength: number): readonly string[] {
    return this.list(name, maxItems, (value, where) => {
      if (!isHex(value, byteLength)) throw new JsonShapeError(`${where} is not ${byteLength} bytes in hex`);
      return value;
    });
  }

  texts(name: string, maxItems: number, maxLength: number): readonly string[] {
    return this.list(name, maxItems, (value, where) => {
      if (typeof value !== 'string' || value.length > maxLength) throw new JsonShapeError(`${where} is not a text of at most ${maxLength} characters`);
      return value;
    });
  }

  /** Any JSON of at most `maxLength` characters; undefined when the member is missing or null. */
  json(name: string, maxLength = 65_536): JsonValue | undefined {
    const value = this.#member(name);
    if (value !== undefined && JSON.stringify(value).length > maxLength) throw this.#refusal(name, `JSON of at most ${maxLength} characters`);
    return value as JsonValue | undefined;
  }

  #member(name: string): unknown {
    const value = Object.hasOwn(this.#members, name) ? this.#members[name] : undefined;
    return value === null ? undefined : value;
  }

  #refusal(name: string, expected: string): JsonShapeError {
    return new JsonShapeError(`${this.#where}.${name} is not ${expected}`);
  }
}

export function isHex(value: unknown, byteLength: number): value is string {
  return typeof value === 'string' && value.length === byteLength * 2 && /^[0-9a-f]*$/.test(value);
}
