/** One start tag with its attributes, or a text; end tags are checked and left out. */
export type XmlPart = { readonly tag: string; readonly attributes: Readonly<Record<string, string>> } | { readonly text: string };

const TOKEN = /<(?<end>\/?)(?<tag>[a-z]+)(?<attributes>(?: [a-zA-Z-]+="[^"<]*")*)(?<empty>\/?)>|(?<text>[^<>]+)/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads well-formed XML of elements, attributes and text, and throws on anything else. */
export function readXml(xml: string): readonly XmlPart[] {
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(xml)) throw new Error('not a Char of XML 1.0');
  const parts: XmlPart[] = [];
  const open: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < xml.length) {
    const at = TOKEN.lastIndex;
    const { end, tag, attributes = '', empty, text } = TOKEN.exec(xml)?.groups ?? {};
    if (text !== undefined) parts.push({ text: decoded(text) });
    else if (tag === undefined) throw new Error(`not well-formed at ${at}`);
    else if (end) {
      if (open.pop() !== tag) throw new Error(`</${tag}> at ${at} ends nothing`);
    } else {
      parts.push({ tag, attributes: Object.fromEntries([...attributes.matchAll(/ ([a-zA-Z-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, decoded(value)])) });
      if (!empty) open.push(tag);
    }
  }
  if (open.length > 0) throw new Error(`<${open.join('><')}> stays open`);
  return parts;
}

function decoded(text: string): string {
  return text.replace(/&([a-z]*)(;?)/g, (whole, name: string, end: string) => {
    const character = ENTITIES[name];
    if (character === undefined || end === '') throw new Error(`no entity: ${whole}`);
    return character;
  });
}
