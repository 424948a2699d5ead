import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** X.509 certificates for tests (RFC 5280), written by hand in DER: P-256, ecdsa-with-SHA256. */
export interface Identity {
  readonly key: string; //         PEM
  readonly certificate: string; // PEM
}

const DAY_MS = 86_400_000;
const ECDSA_WITH_SHA256 = '06082a8648ce3d040302';
const COMMON_NAME = '0603550403';
const BASIC_CONSTRAINTS = '0603551d13';
const SUBJECT_ALT_NAME = '0603551d11';

/** An authority of its own, and what it signs. */
export class Authority {
  readonly certificate: string;
  readonly #name: Buffer;
  readonly #key: KeyObject;

  constructor(name: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = privateKey;
    this.#name = distinguishedName(name);
    this.certificate = this.#certify(this.#name, publicKey, [extension(BASIC_CONSTRAINTS, sequence(hex('0101ff')), true)], DAY_MS);
  }

  /** For a server of this name; one with `ageDays` was good for a day, so many days ago. */
  issue(host: string, { ageDays = 0 } = {}): Identity {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const names = extension(SUBJECT_ALT_NAME, sequence(node(0x82, Buffer.from(host))));
    return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, certificate: this.#certify(distinguishedName(host), publicKey, [names], DAY_MS - ageDays * DAY_MS) };
  }

  #certify(subject: Buffer, publicKey: KeyObject, extensions: readonly Buffer[], untilMs: number): string {
    const algorithm = sequence(hex(ECDSA_WITH_SHA256));
    const now = Date.now();
    const body = sequence(
      node(0xa0, hex('020102')), node(0x02, Buffer.concat([hex('01'), randomBytes(8)])), algorithm, this.#name,
      sequence(utcTime(now + untilMs - 2 * DAY_MS), utcTime(now + untilMs)), subject, publicKey.export({ type: 'spki', format: 'der' }), node(0xa3, sequence(...extensions)),
    );
    const signature = node(0x03, Buffer.concat([hex('00'), sign('sha256', body, this.#key)]));
    const lines = sequence(body, algorithm, signature).toString('base64').match(/.{1,64}/g) as string[];
    return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
  }
}

function distinguishedName(name: string): Buffer {
  return sequence(node(0x31, sequence(hex(COMMON_NAME), node(0x0c, Buffer.from(name)))));
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return sequence(hex(id), ...(critical ? [hex('0101ff')] : []), node(0x04, value));
}

function utcTime(ms: number): Buffer {
  return node(0x17, Buffer.from(`${new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14)}Z`));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return node(0x30, Buffer.concat(parts));
}

function node(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}
