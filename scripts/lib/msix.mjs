import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { filesBelow } from './fingerprint.mjs';

/** What a package's block map is made of (App package block map, https://learn.microsoft.com/en-us/uwp/schemas/blockmapschema/app-package-block-map). */
const BLOCK_BYTES = 65_536;
const LOCAL_HEADER_BYTES = 30;
/** 1980-01-01, the first day that an archive knows: the same files make the same package. */
const FIRST_DAY = 0x0021;

const CONTENT_TYPES = { png: 'image/png', xml: 'application/vnd.ms-appx.manifest+xml' };

/**
 * A package of all files below a folder, unsigned: an archive without compression, with the list of content types and the block map that a signature covers.
 * That of Explorer's command holds a manifest and three small pictures.
 *
 * @param {string} folder with an AppxManifest.xml
 * @returns {Buffer}
 */
export function packMsix(folder) {
  const files = filesBelow(folder).map(path => ({ name: path.slice(folder.length + 1).replaceAll('\\', '/'), content: readFileSync(path) }));
  const map = { name: 'AppxBlockMap.xml', content: Buffer.from(blockMap(files)) };
  return archive([...files, map, { name: '[Content_Types].xml', content: Buffer.from(contentTypes(files)) }]);
}

function blockMap(files) {
  const rows = files.map(({ name, content }) => {
    const blocks = Array.from({ length: Math.ceil(content.length / BLOCK_BYTES) }, (_, index) => content.subarray(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES));
    const hashes = blocks.map(block => `<Block Hash="${createHash('sha256').update(block).digest('base64')}"/>`).join('');
    return `<File Name="${name.replaceAll('/', '\\')}" Size="${content.length}" LfhSize="${LOCAL_HEADER_BYTES + Buffer.byteLength(name)}">${hashes}</File>`;
  });
  return `${XML}<BlockMap xmlns="http://schemas.microsoft.com/appx/2010/blockmap" HashMethod="http://www.w3.org/2001/04/xmlenc#sha256">${rows.join('')}</BlockMap>`;
}

/** @throws RangeError for a file of a kind that no content type is known of */
function contentTypes(files) {
  const kinds = [...new Set(files.map(({ name }) => name.split('.').at(-1)))];
  const rows = kinds.map(kind => {
    if (!Object.hasOwn(CONTENT_TYPES, kind)) throw new RangeError(`no content type of .${kind}`);
    return `<Default Extension="${kind}" ContentType="${CONTENT_TYPES[kind]}"/>`;
  });
  return `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${rows.join('')}<Override PartName="/AppxBlockMap.xml" ContentType="application/vnd.ms-appx.blockmap+xml"/></Types>`;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A ZIP archive (APPNOTE 6.3) of stored entries: local headers with their contents, the central directory, its end. */
function archive(entries) {
  const parts = [], directory = [];
  let at = 0;
  for (const { name, content } of entries) {
    const bytes = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0); //              version that is needed
    common.writeUInt16LE(FIRST_DAY, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(bytes.length, 22);
    parts.push(signed(0x0403_4b50), common, bytes, content);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(at, 10);
    directory.push(signed(0x0201_4b50), half(20), common, where, bytes);
    at += LOCAL_HEADER_BYTES + bytes.length + content.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, list, signed(0x0605_4b50), end]);
}

function signed(signature) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
}

function half(value) {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
