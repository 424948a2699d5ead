import { createHash } from 'node:crypto';

/*
 * Names of a vault's objects, section 2 of docs/vault-format.md. A name that does not parse is not part of the vault:
 * whatever else lies in the store is left alone.
 */

export interface RunName {
  readonly source: string; //  32 hex digits
  readonly sequence: number; // from 1
  readonly writer: string; //  16 hex digits
  readonly sha256: string; //  64 hex digits
}

export interface CondemnedName {
  readonly epoch: number; // from 1
  readonly sha256: string;
}

export interface WriterName {
  readonly writer: string;
  readonly sha256: string;
}

const RUN = /^runs\/([0-9a-f]{32})\/([0-9a-f]{16})-([0-9a-f]{16})-([0-9a-f]{64})$/;
const PACK = /^packs\/([0-9a-f]{2})\/(\1[0-9a-f]{62})$/;
const CONDEMNED = /^condemned\/([0-9a-f]{16})-([0-9a-f]{64})$/;
const WRITER = /^writers\/([0-9a-f]{16})-([0-9a-f]{64})$/;

export function formatRunName({ source, sequence, writer, sha256 }: RunName): string {
  return `runs/${source}/${ordinal(sequence)}-${writer}-${sha256}`;
}

export function parseRunName(name: string): RunName | undefined {
  const [, source, digits, writer, sha256] = RUN.exec(name) ?? [];
  const sequence = parseOrdinal(digits);
  return sequence === undefined ? undefined : { source: source as string, sequence, writer: writer as string, sha256: sha256 as string };
}

export function formatPackName(sha256: string): string {
  return `packs/${sha256.slice(0, 2)}/${sha256}`;
}

/** The pack's SHA-256. */
export function parsePackName(name: string): string | undefined {
  return PACK.exec(name)?.[2];
}

export function formatCondemnedName({ epoch, sha256 }: CondemnedName): string {
  return `condemned/${ordinal(epoch)}-${sha256}`;
}

export function parseCondemnedName(name: string): CondemnedName | undefined {
  const [, digits, sha256] = CONDEMNED.exec(name) ?? [];
  const epoch = parseOrdinal(digits);
  return epoch === undefined ? undefined : { epoch, sha256: sha256 as string };
}

export function formatWriterName({ writer, sha256 }: WriterName): string {
  return `writers/${writer}-${sha256}`;
}

export function parseWriterName(name: string): WriterName | undefined {
  const [, writer, sha256] = WRITER.exec(name) ?? [];
  return writer === undefined ? undefined : { writer, sha256: sha256 as string };
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function ordinal(value: number): string {
  return value.toString(16).padStart(16, '0');
}

/** undefined for 0 and for what a double does not hold exactly: no honest program counts that far. */
function parseOrdinal(digits: string | undefined): number | undefined {
  const value = Number.parseInt(digits ?? '', 16);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
