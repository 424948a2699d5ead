import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText } from '../../../../src/cli/render/csv.js';
import { displayWidth, headOfWidth, tailOfWidth } from '../../../../src/cli/render/display-width.js';
import { formatBytes, formatDuration, formatTime, printable } from '../../../../src/cli/render/format-values.js';
import { tableLines } from '../../../../src/cli/render/table.js';

describe('printable', () => {
  it.each([
    ['plain 日本語 👍 C:\\a', 'plain 日本語 👍 C:\\a'],
    ['\x1b]0;owned\x07', '\\u001b]0;owned\\u0007'],
    ['\x9b31m', '\\u009b31m'],
    ['a\nb\rc\td', 'a\\u000ab\\u000dc\\u0009d'],
    ['\udc80\udcff', '\\x80\\xff'],
    ['\ud800', '\\ud800'],
    ['safe\u202egpj.exe', 'safe\\u202egpj.exe'],
    ['a\u2028b\u200fc', 'a\\u2028b\\u200fc'],
  ])('shows %j as %s', (name, shown) => {
    expect(printable(name)).toBe(shown);
  });

  it('leaves nothing that a terminal obeys, and is done after once', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), name => {
      const shown = printable(name);
      expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      expect(printable(shown)).toBe(shown);
    }));
  });
});

describe('the width of text', () => {
  it.each([['abc', 3], ['保護', 4], ['ｱｲｳ', 3], ['か\u3099', 2], ['👍', 2], ['é', 1], ['e\u0301', 1], ['…', 1], ['ＡＢ', 4]])('%s takes %i cells', (text, cells) => {
    expect(displayWidth(text)).toBe(cells);
  });

  it('is never exceeded by a part of it', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.nat({ max: 30 }), (text, cells) => {
      for (const part of [headOfWidth(text, cells), tailOfWidth(text, cells)]) expect(displayWidth(part)).toBeLessThanOrEqual(cells);
      expect(text.startsWith(headOfWidth(text, cells))).toBe(true);
      expect(text.endsWith(tailOfWidth(text, cells))).toBe(true);
    }));
  });
});

describe('a table', () => {
  it('aligns columns that hold Japanese', () => {
    const lines = tableLines([{ title: '名前' }, { title: 'Size', align: 'right' }, { title: 'x' }], [['見積書.xlsx', '1', 'あ'], ['b', '22.5 MB', '']]);
    expect(lines).toEqual(['名前            Size  x', '見積書.xlsx        1  あ', 'b            22.5 MB']);
  });

  it('of nothing is its titles', () => {
    expect(tableLines([{ title: 'A' }, { title: 'B' }], [])).toEqual(['A  B']);
  });

  it('takes very many rows', () => {
    expect(tableLines([{ title: 'A' }], Array.from({ length: 300_000 }, () => ['x']))).toHaveLength(300_001);
  });
});

describe('values', () => {
  it.each([[0, '0 B'], [999, '999 B'], [1000, '1.00 KB'], [999_499, '999 KB'], [999_500, '1.00 MB'], [12_345_678, '12.3 MB'], [5e15, '5.00 PB'], [5e18, '5000 PB']])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([[0, '0 s', '0秒'], [59_499, '59 s', '59秒'], [60_000, '1 min 0 s', '1分 0秒'], [3_599_999, '1 h 0 min', '1時間 0分'], [90_000_000, '25 h 0 min', '25時間 0分'], [-5, '0 s', '0秒']])('%d ms are %s', (ms, en, ja) => {
    expect([formatDuration(ms, 'en'), formatDuration(ms, 'ja')]).toEqual([en, ja]);
  });

  it('tell local time', () => {
    expect(formatTime(new Date(2026, 10, 2, 3, 4, 5).getTime())).toBe('2026-11-02 03:04:05');
  });
});

/** RFC 4180 read back, as a spreadsheet does. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const body = text.slice(1);
  const fields = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let match = fields.exec(body); match; match = fields.exec(body)) {
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('CSV', () => {
  it('begins with a byte order mark and ends each row with CR LF', () => {
    expect(csvText([['a', 'b'], ['1', '2']])).toBe('\uFEFFa,b\r\n1,2\r\n');
  });

  it('reads back as it was, whatever the fields hold', () => {
    const plain = fc.string({ unit: 'grapheme' }).filter(text => !/^[=+\-@\t\r\n＝＋－＠]/.test(text));
    const field = fc.oneof(plain, fc.constantFrom('a,b', '"', 'x\r\ny', 'x\ny', '', '""'));
    fc.assert(fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1 }), rows => {
      expect(readCsv(csvText(rows))).toEqual(rows);
    }));
  });

  it.each(['=cmd|\' /C calc\'!A0', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1'])('disarms %j', formula => {
    expect(readCsv(csvText([[formula, 'x']]))).toEqual([[`'${formula}`, 'x']]);
  });
});
