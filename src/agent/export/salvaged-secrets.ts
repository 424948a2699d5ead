import { readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { filesOf, type Place } from '../place.js';

/** What an unreadable state folder still gives away about its secrets. */
export interface Salvaged {
  /** Values of secrets. */
  readonly secrets: readonly string[];
  /** Names under which the operating system's credential store may hold more. */
  readonly accounts: readonly string[];
}

/** A local state is some megabytes; of a larger one the beginning is looked through. */
const MAX_BYTES = 128 * 1024 * 1024;
/** A string of JSON. */
const STRING = String.raw`"((?:[^"\\\x00-\x1f]|\\.)*)"`;
const ACCOUNT = /^(?:vault|plugin)\/|^mail/;

/**
 * Looks through the bytes of what does not open as a database or as JSON: SQLite writes a row's texts one after the other, so that a value follows its name. What was overwritten is not found.
 *
 * `namesSecret` says whose value is one. Never rejects.
 */
export async function salvagedSecrets(place: Place, namesSecret: (name: string) => boolean): Promise<Salvaged> {
  const { state } = filesOf(place);
  const texts = await Promise.all([state, `${state}-wal`].map(textOf));
  const stored = await textOf(join(place.home, 'credentials.json'));
  const inStore = strings(stored).filter(text => text.length > 0 && !ACCOUNT.test(text) && text !== 'secrets' && text !== 'version');
  const inState = texts.flatMap(text => [...named(text, namesSecret), ...passwordsInAddresses(text)]);
  return { secrets: [...inStore, ...inState], accounts: [...texts.flatMap(pluginAccounts), ...vaultAccounts(filesOf(place).index(''))] };
}

/** Of the vaults that this installation has an index of. */
function vaultAccounts(folder: string): readonly string[] {
  try {
    return readdirSync(folder).map(id => `vault/${id}/keys`);
  } catch {
    return [];
  }
}

/** `plugin/acme.ink/secrets["token"]`, as src/agent/plugins/plugin-state.ts keeps the names. */
function pluginAccounts(text: string): readonly string[] {
  return [...text.matchAll(/plugin\/([\w.-]{1,128})\/secrets(\[[^\]\x00-\x1f]*\])/g)].flatMap(([, plugin, keys = '']) => strings(keys).map(key => `plugin/${plugin}/${key}`));
}

/** Values of members of JSON objects, and of settings that are a text by themselves. */
function named(text: string, namesSecret: (name: string) => boolean): readonly string[] {
  const members = text.matchAll(new RegExp(`"([\\w .-]{1,64})"\\s*:\\s*${STRING}`, 'g'));
  const settings = text.matchAll(new RegExp(`([\\w-]{1,64})${STRING}`, 'g'));
  return [...members, ...settings].flatMap(([, name = '', value = '']) => (namesSecret(name) && value !== '' ? [unescaped(value)] : []));
}

function passwordsInAddresses(text: string): readonly string[] {
  return [...text.matchAll(/:\/\/[^\s/?#:"\x00-\x1f]*:([^\s/?#"\x00-\x1f]+)@/g)].map(([, password = '']) => password);
}

function strings(text: string): readonly string[] {
  return [...text.matchAll(new RegExp(STRING, 'g'))].map(([, value = '']) => unescaped(value));
}

function unescaped(value: string): string {
  try {
    return JSON.parse(`"${value}"`) as string;
  } catch {
    return value;
  }
}

async function textOf(path: string): Promise<string> {
  const file = await open(path).catch(() => undefined);
  if (!file) return '';
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(size, MAX_BYTES));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return bytes.toString('utf8', 0, bytesRead);
  } catch {
    return '';
  } finally {
    await file.close();
  }
}
