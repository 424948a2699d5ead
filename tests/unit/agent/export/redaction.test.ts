import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRecoveryCode } from '../../../../src/core/vault/keys/recovery-code.js';
import { PathHasher } from '../../../../src/agent/export/path-hasher.js';
import { redaction } from '../../../../src/agent/export/redaction.js';
import { secretFilter } from '../../../../src/agent/export/secret-filter.js';

const hasher = (key = 'k') => new PathHasher({
  key: Buffer.from(key), program: '/opt/mamori/dist', folders: ['/home/mari', '/home/mari/Documents', 'C:\\Users\\mari', '/mnt/vault'], names: ['mari', 'PC-07', 'Documents'],
});
const TOKEN = /h[0-9a-f]{12}/;

describe('the filter for secrets', () => {
  it('knows a recovery code by its checksum, in groups or not, and nothing else of that form', () => {
    const code = formatRecoveryCode(Buffer.alloc(16, 7));
    const filter = secretFilter([]);
    for (const form of [code, code.toLowerCase(), code.replaceAll('-', ' '), code.replaceAll('-', '')]) expect(filter(`the code ${form} was typed`)).toBe('the code [hidden] was typed');
    const other = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;
    expect(filter(`run ${other}`)).toBe(`run ${other}`);
  });

  it('finds a known secret in every encoding, wherever it begins', () => {
    const secret = 'Tr0ub4dor&3"/ü';
    const filter = secretFilter([secret]);
    const bytes = Buffer.from(secret);
    const encodings = [
      secret, JSON.stringify({ a: secret }), encodeURIComponent(secret), bytes.toString('hex'), bytes.toString('hex').toUpperCase(), bytes.toString('base64'), bytes.toString('base64url'),
      Buffer.from(secret, 'utf16le').toString('base64'), Buffer.from(`user:${secret}`).toString('base64'), Buffer.from(`u:${secret}`).toString('base64'), Buffer.from(`us:${secret}`).toString('base64'),
    ];
    const core = [secret, secret.slice(0, 8), JSON.stringify(secret).slice(1, -1), bytes.toString('hex'), bytes.toString('base64').slice(4, 14)];
    for (const encoded of encodings) {
      const safe = filter(`before ${encoded} after`);
      expect(safe).toContain('[hidden]');
      for (const part of core) expect(safe.toLowerCase()).not.toContain(part.toLowerCase());
    }
  });

  it.each([
    ['postgres://app:hunter22@db/x', 'hunter22'], ['https://x/?a=1&sig=abcdef', 'abcdef'], ['Authorization: Bearer abc.def-123', 'abc.def-123'], ['password=hunter22 and', 'hunter22'],
    ['{"passphrase":"hunter22"}', 'hunter22'], ['AKIAABCDEFGHIJKLMNOP', 'AKIAABCDEFGHIJKLMNOP'], ['-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----', 'abc'],
  ])('takes out what looks like a secret: %s', (text, secret) => {
    expect(secretFilter([])(text)).not.toContain(secret);
  });

  it('leaves the rest alone', () => {
    const text = 'connected to https://example.com/a?b=c in 12 ms';
    expect(secretFilter(['unrelated'])(text)).toBe(text);
  });
});

describe('hashes of paths', () => {
  it.each([
    '/home/mari/Documents/Salaries (2026).xlsx', 'open \'/home/mari/it\'s secret/plan b.txt\'', 'C:\\Users\\mari\\Secret Plan.docx: EBUSY', 'C:/Users/mari/Secret', '\\\\server\\share\\Secret Plan',
    'moved /srv/Secret to /srv/Plan b', 'file:///home/mari/Secret Plan.txt', '/mnt/vault Secret', 'user mari on PC-07 saved Documents',
  ])('hide every name in %s', text => {
    expect(hasher().text(text)).not.toMatch(/mari|Secret|Salaries|2026|plan|server|share|PC-07|Documents/i);
  });

  it('hide mail addresses by the names of their settings, and leave accounts alone that every system has', () => {
    expect(hasher().value({ 'mail.to': 'mari@example.com', 'mail.to2': 'b@example.com', 'mail.from': 'c@example.com' })).toEqual({
      'mail.to': expect.stringMatching(TOKEN), 'mail.to2': expect.stringMatching(TOKEN), 'mail.from': expect.stringMatching(TOKEN),
    });
    const everywhere = new PathHasher({ key: Buffer.from('k'), program: '/opt/mamori/dist', folders: [], names: ['root', 'Administrator'] });
    expect(everywhere.value({ root: 'yes', note: 'started by root' })).toMatchObject({ note: 'started by root' });
  });

  it('keep what follows a known folder, and the frames of the program itself', () => {
    expect(hasher().text('/mnt/vault (synced, 12 MB free)')).toMatch(/^<\/h\w{12}\/h\w{12}> \(synced, 12 MB free\)$/);
    expect(hasher().text('Error: x\n    at run (file:///opt/mamori/dist/agent/up.js:12:3)')).toContain('at run (<mamori>/agent/up.js:12:3)');
    expect(hasher().text('Error: x\n    at run (/home/mari/own/a.js:12:3)')).toMatch(/at run \(<\/h\w+\/h\w+\/h\w+\/h\w+>:12:3\)/);
  });

  it('are the same for the same name, others for another installation, and keep folders apart', () => {
    const [one, other] = [hasher().path('/a/x'), hasher().path('/b/x')];
    expect(one).toMatch(TOKEN);
    expect(one.split('/').at(-1)).toBe(other.split('/').at(-1));
    expect(one).not.toBe(other);
    expect(hasher('l').path('/a/x')).not.toBe(one);
  });

  it('never let any part of a path through, in words or in a field', () => {
    const name = fc.stringMatching(/^[a-z]{3}Zq[a-z '(),.:]{0,12}$/);
    fc.assert(fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), fc.constantFrom('/', '\\'), (names, separator) => {
      const path = separator === '/' ? `/${names.join('/')}` : `D:\\${names.join('\\')}`;
      const safe = redaction(secretFilter([]), hasher());
      expect(safe.lines(JSON.stringify({ message: `cannot open ${path}`, path, failure: `Error: EACCES, open '${path}'`, errors: [{ root: path }] }))).not.toContain('Zq');
      expect(safe.lines(`no JSON ${path}`)).not.toContain('Zq');
    }));
  });
});

it('hides values by the name of their field, and keeps what helps', () => {
  const safe = redaction(secretFilter(['hunter22']), undefined);
  expect(safe.json({ password: 'x', nested: { apiKey: ['a'], port: 25 }, note: 'is hunter22', on: true })).toEqual({ password: '[hidden]', nested: { apiKey: '[hidden]', port: 25 }, note: 'is [hidden]', on: true });
  expect(safe.lines('{"level":"info","message":"began","pid":7}\n')).toBe('{"level":"info","message":"began","pid":7}\n');
});
