// Restores every file of a vault. Written from docs/vault-format.md alone; shares no code with the product and needs Node 24 only.
//
//   node reader.mjs <vault folder> <target folder> [--recovery-code C | --passphrase P] [--source ID] [--at SEQUENCE]
//
// Each source comes to <target folder>/<source id>. Restored: contents, permissions, times, symbolic links, hard links.
// Exit status: 0 everything was restored, 1 something was damaged or missing (said on stderr), 2 wrong use or wrong key.
import { createCipheriv, createDecipheriv, createHash, createHmac, createPrivateKey, createPublicKey, diffieHellman, hkdfSync, scryptSync, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';

class Damage extends Error {}
class Refusal extends Error {}

const u32 = value => { const bytes = Buffer.alloc(4); bytes.writeUInt32LE(value); return bytes; };
const sha256 = bytes => createHash('sha256').update(bytes).digest('hex');
const hkdf = (key, salt, info) => Buffer.from(hkdfSync('sha256', key, salt, info, 32));
const fromBase64 = text => Buffer.from(text, 'base64');
const insist = (condition, message) => { if (!condition) throw new Damage(message); };

// ---- XAES-256-GCM, https://c2sp.org/XAES-256-GCM

function xaesKey(key, nonce) {
  const aes = block => createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(block);
  const zero = BigInt(`0x${aes(Buffer.alloc(16)).toString('hex')}`);
  const k1 = (zero << 1n & (1n << 128n) - 1n) ^ (zero >> 127n) * 0x87n;
  const half = counter => {
    const message = BigInt(`0x${Buffer.concat([Buffer.of(0, counter, 0x58, 0), nonce.subarray(0, 12)]).toString('hex')}`);
    return aes(Buffer.from((message ^ k1).toString(16).padStart(32, '0'), 'hex'));
  };
  return Buffer.concat([half(1), half(2)]);
}

/** Opens nonce(24) ‖ ciphertext ‖ tag(16); undefined when the tag does not match. */
function xaesOpen(key, sealed, associated) {
  if (sealed.length < 40) return undefined;
  const nonce = sealed.subarray(0, 24);
  const gcm = createDecipheriv('aes-256-gcm', xaesKey(key, nonce), nonce.subarray(12), { authTagLength: 16 });
  gcm.setAAD(associated).setAuthTag(sealed.subarray(-16));
  const plaintext = gcm.update(sealed.subarray(24, -16));
  try {
    gcm.final();
    return plaintext;
  } catch {
    return undefined;
  }
}

// ---- Section 3: keys

const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');
const SPKI = Buffer.from('302a300506032b656e032100', 'hex');
const importPrivate = raw => createPrivateKey({ key: Buffer.concat([PKCS8, raw]), format: 'der', type: 'pkcs8' });
const importPublic = raw => createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' });

function recoverySecret(code) {
  const symbols = code.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  let bits = 0n;
  for (const symbol of symbols) {
    const value = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(symbol);
    if (value < 0) throw new Refusal('a symbol that no recovery code has');
    bits = bits << 5n | BigInt(value);
  }
  const secret = Buffer.from((bits >> 12n).toString(16).padStart(32, '0'), 'hex');
  const check = BigInt(createHash('sha256').update(secret).digest().readUInt16BE(0) >> 6);
  if (symbols.length !== 28 || check !== (bits & 1023n)) throw new Refusal('the recovery code has a typing mistake');
  return secret;
}

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.keys(value).sort().map(name => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

/** The private key of a slot, or undefined if it does not open with what was given. */
function slotPrivateKey(slot, vaultId, { recoveryCode, passphrase }) {
  const salt = slot.kdf && fromBase64(slot.kdf.salt);
  let key;
  if (slot.kind === 'recovery' && recoveryCode !== undefined) key = hkdf(recoverySecret(recoveryCode), salt, 'mamori/v1/recovery');
  if (slot.kind === 'passphrase' && passphrase !== undefined) {
    const { n, r, p } = slot.kdf;
    key = scryptSync(Buffer.from(passphrase.normalize('NFKC')), salt, 32, { N: n, r, p, maxmem: 128 * r * (n + p + 16) });
  }
  const associated = Buffer.concat([Buffer.from('mamori/v1/slot'), vaultId, Buffer.from(slot.slot, 'hex')]);
  return key && xaesOpen(key, fromBase64(slot.privateKey), associated);
}

/** Master keys by epoch. */
function slotMasterKeys(slot, vaultId, rawPrivateKey) {
  const privateKey = importPrivate(rawPrivateKey);
  const publicKey = fromBase64(slot.publicKey);
  insist(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(12).equals(publicKey), 'a slot with the public key of another');
  const keys = new Map();
  for (const { epoch, ephemeral, sealed } of slot.epochs) {
    const shared = diffieHellman({ privateKey, publicKey: importPublic(fromBase64(ephemeral)) });
    const info = Buffer.concat([Buffer.from('mamori/v1/epoch-key'), vaultId, u32(epoch)]);
    const wrapping = hkdf(shared, Buffer.concat([fromBase64(ephemeral), publicKey]), info);
    const master = xaesOpen(wrapping, fromBase64(sealed), Buffer.concat([vaultId, Buffer.from(slot.slot, 'hex'), u32(epoch)]));
    insist(master, 'a master key in a slot is damaged');
    keys.set(epoch, master);
  }
  const { mac, ...body } = slot;
  const ascending = [...keys].sort(([a], [b]) => a - b).map(([, master]) => master);
  const macKey = hkdf(Buffer.concat(ascending), vaultId, 'mamori/v1/slot-mac');
  insist(timingSafeEqual(createHmac('sha256', macKey).update(canonical(body)).digest(), fromBase64(mac)), 'a slot was changed by somebody without the keys');
  return keys;
}

function unlock(vaultFolder, vaultId, given) {
  const newest = new Map();
  for (const file of fs.readdirSync(`${vaultFolder}/keys`).sort()) {
    const [, slot] = /^([0-9a-f]{16})-[0-9a-f]{8}\.json$/.exec(file) ?? [];
    if (slot) newest.set(slot, file);
  }
  for (const file of newest.values()) {
    const slot = JSON.parse(fs.readFileSync(`${vaultFolder}/keys/${file}`, 'utf8'));
    const privateKey = slotPrivateKey(slot, vaultId, given);
    if (privateKey) return slotMasterKeys(slot, vaultId, privateKey);
  }
  throw new Refusal('no key slot opens with this');
}

// ---- Section 4: envelopes

const PART = 1_048_576;
const SEALED_PART = PART + 40;
const KEY_NAMES = { 1: 'data', 2: 'manifest', 3: 'manifest', 4: 'manifest', 5: 'data', 6: 'config', 8: 'manifest', 9: 'manifest' };

class Sealing {
  constructor(vaultId, masterKeys) {
    this.vaultId = vaultId;
    this.masterKeys = masterKeys;
    this.derived = new Map();
  }

  key(epoch, name) {
    const label = `${epoch} ${name}`;
    if (!this.derived.has(label)) {
      insist(this.masterKeys.has(epoch), `no key of epoch ${epoch}`);
      this.derived.set(label, hkdf(this.masterKeys.get(epoch), this.vaultId, `mamori/v1/${name}`));
    }
    return this.derived.get(label);
  }

  open(type, envelope, maxBytes = 2 ** 31 - 1) {
    insist(envelope.length >= 68 && envelope.toString('latin1', 0, 4) === 'MMR1', 'not an envelope');
    insist(envelope[4] === 1 && envelope[5] === type && (envelope[6] & ~1) === 0 && envelope[7] === 0, 'not the expected envelope');
    const key = this.key(envelope.readUInt32LE(8), KEY_NAMES[type]);
    const body = envelope.subarray(28);
    const count = Math.ceil(body.length / SEALED_PART);
    const parts = [];
    for (let part = 0; part < count; part += 1) {
      const associated = Buffer.concat([
        envelope.subarray(4, 5), this.vaultId, envelope.subarray(8, 12), envelope.subarray(5, 7), envelope.subarray(12, 28), u32(part), Buffer.of(part === count - 1 ? 1 : 0)]);
      const opened = xaesOpen(key, body.subarray(part * SEALED_PART, (part + 1) * SEALED_PART), associated);
      insist(opened, 'an envelope was changed');
      parts.push(opened);
    }
    const plaintext = Buffer.concat(parts);
    return envelope[6] & 1 ? zstdDecompressSync(plaintext, { maxOutputLength: Math.max(1, maxBytes) }) : plaintext;
  }
}

// ---- Section 5: containers

class Bytes {
  constructor(buffer) { this.buffer = buffer; this.at = 0; }
  get done() { return this.at >= this.buffer.length; }
  take(length) {
    insist(this.at + length <= this.buffer.length, 'a stream ends too early');
    return this.buffer.subarray(this.at, this.at += length);
  }
  byte() { return this.take(1)[0]; }
  big() {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      insist(shift < 63n || (shift === 63n && byte <= 1), 'a varint of more than 64 bits');
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  }
  varint() {
    const value = this.big();
    insist(value <= Number.MAX_SAFE_INTEGER, 'a number that is too large');
    return Number(value);
  }
  signed() { const coded = this.big(); return coded & 1n ? -(coded >> 1n) - 1n : coded >> 1n; }
  bytes() { return this.take(this.varint()); }
}

function readFooter(sealing, object) {
  insist(object.length >= 16 && object.toString('latin1', object.length - 8) === 'MMRPACK1', 'no trailer');
  const length = object.readUInt32LE(object.length - 16);
  insist(length + 16 <= object.length, 'a footer larger than its object');
  const footer = new Bytes(sealing.open(4, object.subarray(object.length - 16 - length, object.length - 16)));
  const segments = [];
  footer.byte();
  let offset = 0;
  for (let count = footer.varint(); count > 0; count -= 1) {
    const segment = { type: footer.byte(), offset, sealedBytes: footer.varint(), rawBytes: footer.varint(), chunks: [] };
    let at = 0;
    for (let chunks = footer.varint(); chunks > 0; chunks -= 1) {
      const chunk = { id: footer.take(16).toString('hex'), at, rawBytes: footer.varint() };
      segment.chunks.push(chunk);
      at += chunk.rawBytes;
    }
    segments.push(segment);
    offset += segment.sealedBytes;
  }
  return segments;
}

/** All chunks of all containers, and the run roots. */
class Containers {
  constructor(folder, sealing, complain) {
    this.sealing = sealing;
    this.chunks = new Map();
    this.roots = [];
    this.opened = new Map();
    for (const name of [...listFiles(folder, 'packs'), ...listFiles(folder, 'runs')]) {
      try {
        this.index(folder, name, complain);
      } catch (failure) {
        complain(`${name}: ${failure.message}`);
      }
    }
  }

  index(folder, name, complain) {
    const path = `${folder}/${name}`;
    const run = /^runs\/([0-9a-f]{32})\/([0-9a-f]{16})-([0-9a-f]{16})-([0-9a-f]{64})$/.exec(name);
    const digest = run ? run[4] : /^packs\/([0-9a-f]{2})\/(\1[0-9a-f]{62})$/.exec(name)?.[2];
    if (!digest) return;
    const object = fs.readFileSync(path);
    if (sha256(object) !== digest) complain(`${name}: is damaged, what is intact in it will be used`);
    for (const segment of readFooter(this.sealing, object)) {
      for (const chunk of segment.chunks) {
        if (!this.chunks.has(chunk.id)) this.chunks.set(chunk.id, []);
        this.chunks.get(chunk.id).push({ path, segment, chunk });
      }
      if (segment.type !== 3) continue;
      const root = JSON.parse(this.sealing.open(3, object.subarray(segment.offset, segment.offset + segment.sealedBytes), segment.rawBytes).toString());
      insist(run && root.format === 1 && root.source === run[1] && root.sequence === Number(`0x${run[2]}`) && root.writer === run[3], 'a run root under the name of another');
      this.roots.push({ ...root, sha256: digest });
    }
  }

  /** A chunk's content, from the first of its places that is intact. */
  chunk(id) {
    let failure = new Damage(`chunk ${id} is missing`);
    for (const place of this.chunks.get(id) ?? []) {
      try {
        const { plaintext, epoch } = this.segment(place);
        const content = plaintext.subarray(place.chunk.at, place.chunk.at + place.chunk.rawBytes);
        const expected = createHmac('sha256', this.sealing.key(epoch, 'chunk-id')).update(content).digest('hex').slice(0, 32);
        insist(content.length === place.chunk.rawBytes && expected === id, `chunk ${id} is not what its id says`);
        return content;
      } catch (reason) {
        failure = reason;
      }
    }
    throw failure;
  }

  segment({ path, segment }) {
    const label = `${path} ${segment.offset}`;
    let opened = this.opened.get(label);
    if (!opened) {
      const envelope = Buffer.alloc(segment.sealedBytes);
      const file = fs.openSync(path, 'r');
      fs.readSync(file, envelope, 0, envelope.length, segment.offset);
      fs.closeSync(file);
      opened = { plaintext: this.sealing.open(segment.type, envelope, segment.rawBytes), epoch: envelope.readUInt32LE(8) };
      insist(opened.plaintext.length === segment.rawBytes, 'a segment of another length');
      if (this.opened.size >= 32) this.opened.delete(this.opened.keys().next().value);
      this.opened.set(label, opened);
    }
    return opened;
  }

  /** Section 6: the chunks of a content, one after another. */
  * content({ depth, ids }) {
    insist(depth <= 16, 'a content reference that is too deep');
    for (const id of ids) {
      const content = this.chunk(id);
      if (depth === 0) yield content;
      else yield* this.content({ depth: depth - 1, ids: cut(content) });
    }
  }
}

function cut(ids) {
  insist(ids.length % 16 === 0, 'a list of ids that does not end');
  return Array.from({ length: ids.length / 16 }, (_, at) => ids.toString('hex', at * 16, at * 16 + 16));
}

function listFiles(folder, name) {
  const path = `${folder}/${name}`;
  if (!fs.existsSync(path)) return [];
  return fs.readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => (entry.isDirectory() ? listFiles(folder, `${name}/${entry.name}`) : [`${name}/${entry.name}`]));
}

// ---- Sections 8 and 9: streams and folding. Paths are strings of one character a byte.

function* entries(chunks) {
  for (const chunk of chunks) {
    const stream = new Bytes(chunk);
    for (let path = ''; !stream.done;) {
      const shared = stream.varint();
      insist(shared <= path.length, 'a path that shares more than there is');
      path = path.slice(0, shared) + stream.bytes().toString('latin1');
      for (let count = stream.varint(); count > 0; count -= 1) {
        const op = stream.byte();
        const name = stream.bytes().toString('latin1');
        const sequence = stream.varint();
        insist(op <= 5, 'an operation of a later version');
        yield { op, path: path === '' ? name : `${path}/${name}`, sequence, record: op === 0 ? parseRecord(stream.bytes()) : undefined };
      }
    }
  }
}

function parseRecord(bytes) {
  const stream = new Bytes(bytes);
  const record = { kind: stream.byte(), flags: stream.varint(), size: stream.varint(), mtimeNs: stream.signed(), mode: stream.varint(), uid: stream.varint(), gid: stream.varint() };
  if (record.kind === 0) {
    record.depth = stream.varint();
    record.ids = cut(stream.take(stream.varint() * 16));
  }
  if (record.kind === 2) record.target = stream.bytes();
  if (record.kind === 5 || record.kind === 6) record.device = stream.varint();
  if (record.flags & 16) record.hardLink = stream.take(8).toString('hex');
  return record;
}

const GAP = { op: 2 };

function apply(histories, { op, path, sequence, record }) {
  const items = histories.get(path) ?? [];
  histories.set(path, items);
  const at = items.findIndex(item => item.sequence >= sequence);
  const same = at >= 0 && items[at].sequence === sequence;
  if (op <= 2) items.splice(at < 0 ? items.length : at, same ? 1 : 0, { op, sequence, record });
  if (op === 3 && same) {
    items[at] = { ...GAP, sequence };
    histories.set(path, items.filter((item, index) => item.op !== GAP.op || items[index - 1]?.op !== GAP.op));
  }
  if (op === 4 && same && items[at].record) items[at].record.flags |= 1;
  if (op === 5) histories.set(path, items.filter(item => item.sequence > sequence));
}

/** The histories of a source's paths. */
function fold(containers, runs, complain) {
  const from = runs.findLastIndex(run => run.checkpoint);
  const histories = new Map();
  runs.slice(Math.max(0, from)).forEach((run, at, counted) => {
    const before = counted[at - 1];
    const continues = before ? run.predecessor === before.sha256 : run.checkpoint || run.predecessor === null;
    if (!continues) complain(`run ${run.sequence} of ${run.source} does not continue what is there: a run is missing, or two programs wrote`);
    const streams = at === 0 && run.checkpoint ? [run.checkpoint.records] : [run.records, run.operations ?? { depth: 0, ids: [] }];
    for (const { depth, ids } of streams) for (const entry of entries(containers.content({ depth, ids }))) apply(histories, entry);
  });
  return histories;
}

// ---- Restoring

const onDisk = path => Buffer.from(path, 'latin1');
// As text, because Node takes a negative number for the present time; it rounds to about 0.2 µs.
const seconds = mtimeNs => String(Number(mtimeNs) / 1e9);

function restoreSource(containers, histories, sequence, target, complain) {
  const present = [...histories].flatMap(([path, items]) => {
    const last = items.findLast(item => item.sequence <= sequence);
    if (last?.op === GAP.op) complain(`${target}/${path}: its version of that time was dropped`);
    return last?.record ? [{ path, record: last.record }] : [];
  }).sort((a, b) => (a.path < b.path ? -1 : 1));
  const counts = { files: 0, directories: 0, links: 0, skipped: 0 };
  const attempt = (path, work) => {
    try {
      const safe = path === '' || path.split('/').every(part => part !== '' && part !== '.' && part !== '..' && !part.includes('\0'));
      insist(safe, 'a path that leaves the target');
      work(Buffer.concat([Buffer.from(`${target}/`), onDisk(path)]));
    } catch (failure) {
      complain(`${target}/${path}: ${failure.message}`);
    }
  };
  fs.mkdirSync(target, { recursive: true });
  const byKind = kind => present.filter(({ record }) => record.kind === kind);
  for (const { path } of byKind(1)) attempt(path, place => { fs.mkdirSync(place, { recursive: true, mode: 0o700 }); counts.directories += 1; });
  const linked = new Map();
  for (const { path, record } of byKind(0)) {
    attempt(path, place => {
      makeParent(target, path);
      const group = record.hardLink && `${record.hardLink} ${record.depth} ${record.ids.join()}`;
      const first = group && linked.get(group);
      if (first) fs.linkSync(first, place);
      else writeFile(containers, place, record);
      if (group && !first) linked.set(group, place);
      counts.files += 1;
    });
  }
  // Links come after everything that is written below a path, so that nothing is written through one.
  for (const { path, record } of byKind(2)) {
    attempt(path, place => {
      makeParent(target, path);
      fs.symlinkSync(record.target, place);
      fs.lutimesSync(place, seconds(record.mtimeNs), seconds(record.mtimeNs));
      counts.links += 1;
    });
  }
  for (const { path, record } of present.filter(item => item.record.kind > 2)) {
    counts.skipped += 1;
    process.stderr.write(`${target}/${path}: a special file (kind ${record.kind}) is left out\n`);
  }
  for (const { path, record } of byKind(1).reverse()) attempt(path, place => setAttributes(place, record));
  return counts;
}

function makeParent(target, path) {
  const slash = path.lastIndexOf('/');
  if (slash > 0) fs.mkdirSync(Buffer.concat([Buffer.from(`${target}/`), onDisk(path.slice(0, slash))]), { recursive: true });
}

function writeFile(containers, place, record) {
  const file = fs.openSync(place, 'wx', 0o600);
  let size = 0;
  try {
    for (const content of containers.content(record)) {
      fs.writeSync(file, content);
      size += content.length;
    }
  } finally {
    fs.closeSync(file);
  }
  insist(size === record.size, `has ${size} bytes instead of ${record.size}`);
  setAttributes(place, record);
}

function setAttributes(place, record) {
  fs.chmodSync(place, record.mode & 0o7777);
  fs.utimesSync(place, seconds(record.mtimeNs), seconds(record.mtimeNs));
}

// ---- Section 2: the vault

function openVault(folder, given) {
  const header = JSON.parse(fs.readFileSync(`${folder}/vault.json`, 'utf8'));
  if (header.mamori !== 'vault') throw new Refusal('not a vault');
  if (header.format !== 1) throw new Refusal(`the vault has format ${header.format}, this program reads format 1`);
  insist(header.digest === sha256(`${header.format}\n${header.id}\n${header.createdMs}\n${header.config}`), 'vault.json is damaged');
  const vaultId = Buffer.from(header.id, 'hex');
  const sealing = new Sealing(vaultId, unlock(folder, vaultId, given));
  const config = JSON.parse(sealing.open(6, fromBase64(header.config)).toString());
  insist(config.format === header.format && config.id === header.id && config.createdMs === header.createdMs, 'vault.json was changed');
  return sealing;
}

function main() {
  const usage = 'usage: reader.mjs <vault folder> <target folder> [--recovery-code C | --passphrase P] [--source ID] [--at SEQUENCE]';
  const [folder, target, ...rest] = process.argv.slice(2);
  const options = {};
  for (let at = 0; at < rest.length; at += 2) options[rest[at]] = rest[at + 1];
  const known = Object.entries(options).every(([name, value]) => ['--recovery-code', '--passphrase', '--source', '--at'].includes(name) && value !== undefined);
  if (!folder || !target || !known) throw new Refusal(usage);
  let complaints = 0;
  const complain = message => { complaints += 1; process.stderr.write(`${message}\n`); };
  const sealing = openVault(folder, { recoveryCode: options['--recovery-code'], passphrase: options['--passphrase'] });
  const containers = new Containers(folder, sealing, complain);
  const sources = Map.groupBy(containers.roots.sort((a, b) => a.sequence - b.sequence), root => root.source);
  for (const [source, runs] of sources) {
    if (options['--source'] && options['--source'] !== source) continue;
    const histories = fold(containers, runs, complain);
    const counts = restoreSource(containers, histories, Number(options['--at'] ?? Infinity), `${target}/${source}`, complain);
    process.stdout.write(`${JSON.stringify({ source, name: runs.at(-1).definition.name, runs: runs.length, ...counts })}\n`);
  }
  return complaints > 0 ? 1 : 0;
}

try {
  process.exitCode = main();
} catch (failure) {
  process.stderr.write(`${failure.message}\n`);
  process.exitCode = failure instanceof Refusal ? 2 : 1;
}
