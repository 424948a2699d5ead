import { isUtf8 } from 'node:buffer';

/**
 * The string of a Windows path that the engine carries as WTF-8: UTF-8 in which a lone surrogate, which Windows allows in
 * names, is the three bytes that its number would take.
 *
 * Cost: one pass of native code for all names but those. Bytes that are no WTF-8 do not come from the engine.
 */
export function windowsPathOf(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let path = '';
  let from = 0;
  for (let at = bytes.indexOf(0xed); at >= 0; at = bytes.indexOf(0xed, at + 1)) {
    const second = bytes[at + 1] ?? 0;
    if (second < 0xa0) continue; // U+D000 to U+D7FF
    path += bytes.toString('utf8', from, at) + String.fromCharCode(0xd000 | ((second & 0x3f) << 6) | ((bytes[at + 2] ?? 0) & 0x3f));
    from = at + 3;
  }
  return path + bytes.toString('utf8', from);
}
