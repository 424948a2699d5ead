import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packMsix } from '../../../scripts/lib/msix.mjs';
import { publisherOf } from '../../../scripts/lib/package-signing.mjs';

let folder: string;
const picture = Buffer.alloc(150_000, 'picture');
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mamori-msix-'));
  mkdirSync(join(folder, 'Assets'));
  writeFileSync(join(folder, 'AppxManifest.xml'), '<Package/>');
  writeFileSync(join(folder, 'Assets/logo.png'), picture);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a package', () => {
  it('holds every file, the block map and the content types', () => {
    const files = unzipSync(packMsix(folder));
    expect(Object.keys(files)).toEqual(['AppxManifest.xml', 'Assets/logo.png', 'AppxBlockMap.xml', '[Content_Types].xml']);
    expect(Buffer.from(files['Assets/logo.png'] as Uint8Array).equals(picture)).toBe(true);
    const types = Buffer.from(files['[Content_Types].xml'] as Uint8Array).toString();
    for (const type of ['Extension="png" ContentType="image/png"', 'Extension="xml" ContentType="application/vnd.ms-appx.manifest+xml"', 'PartName="/AppxBlockMap.xml"']) expect(types).toContain(type);
  });

  it('has a block map with the digest of every 64 KiB, and where contents begin', () => {
    const bytes = packMsix(folder) as Buffer;
    const map = Buffer.from(unzipSync(bytes)['AppxBlockMap.xml'] as Uint8Array).toString();
    const [, size, header, blocks] = /<File Name="Assets\\logo\.png" Size="(\d+)" LfhSize="(\d+)">(.*?)<\/File>/.exec(map) ?? [];
    expect(Number(size)).toBe(picture.length);
    expect(bytes.indexOf(picture) - bytes.lastIndexOf(Buffer.from('PK\u0003\u0004'), bytes.indexOf(picture))).toBe(Number(header));
    const digests = [picture.subarray(0, 65_536), picture.subarray(65_536, 131_072), picture.subarray(131_072)].map(block => createHash('sha256').update(block).digest('base64'));
    expect([...(blocks ?? '').matchAll(/Hash="([^"]*)"/g)].map(([, digest]) => digest)).toEqual(digests);
  });

  it('is the same for the same files', () => {
    expect((packMsix(folder) as Buffer).equals(packMsix(folder) as Buffer)).toBe(true);
  });
});

describe('the publisher of a package', () => {
  it.each([
    ['C=JP\nO=Mamori\\, Inc.\nCN=Mamori test', 'CN=Mamori test, O="Mamori, Inc.", C=JP'], ['CN=Mamori', 'CN=Mamori'],
    ['C=JP\nST=Tokyo\nL=Chiyoda\nCN=守り\nemailAddress=a@b.c', 'E=a@b.c, CN=守り, L=Chiyoda, S=Tokyo, C=JP'], ['CN=A \\"B\\"', 'CN="A ""B"""'],
  ])('is the subject %j as Windows writes it', (subject, publisher) => {
    expect(publisherOf(subject)).toBe(publisher);
  });
});
