import { describe, expect, it } from 'vitest';
import { absolutePath } from '../../../../src/core/restore/absolute-path.js';

describe('a path of a source', () => {
  it.each([
    ['linux', '/home/mari', 'a/b', '/home/mari/a/b'], ['linux', '/', 'a', '/a'], ['linux', '/home/mari', '', '/home/mari'],
    ['linux', '/odd\\', 'a', '/odd\\/a'], // there a backslash is part of the name
    ['win32', 'C:\\Users\\mari', 'a/b', 'C:\\Users\\mari\\a\\b'], ['win32', 'D:\\', 'a', 'D:\\a'], ['win32', 'D:\\', '', 'D:\\'],
  ])('of %s below %s, %s, is %s', (platform, root, path, written) => {
    expect(absolutePath({ platform, root } as Parameters<typeof absolutePath>[0], path)).toBe(written);
  });
});
