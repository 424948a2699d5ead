import { expect, it } from 'vitest';
import { liesBelow } from '../../../../src/host/main/lies-below.js';

it.each([
  ['/s/p', '/s/p/dump', true], ['/s/p/', '/s/p/a/b c', true], ['C:\\s\\p', 'C:\\s\\p\\dump', true], ['C:\\s\\p', 'C:\\s\\p/dump', true],
  ['/s/p', '/s/p', false], ['/s/p', '/s/p/', false], ['/s/p', '/s/plus', false], ['/s/p', '/s/p/../q', false], ['/s/p', '/s/p/./a', false], ['/s/p', '/s/p/a/..', false],
  ['/s/p', 'dump', false], ['/s/p', '', false], ['C:\\s\\p', 'C:\\s\\p\\..\\q', false], ['C:\\s\\p', 'D:\\s\\p\\a', false],
])('below %s lies %s: %s', (folder, path, answer) => {
  expect(liesBelow(folder, path)).toBe(answer);
});
