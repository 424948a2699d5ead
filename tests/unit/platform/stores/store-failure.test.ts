import { describe, expect, it } from 'vitest';
import { classifyOsError } from '../../../../src/platform/stores/store-failure.js';

const failure = (code: string) => Object.assign(new Error(code), { code });
const present = async () => true;
const absent = async () => false;

describe('an error of the operating system at a store', () => {
  it.each([
    ['ENOSPC', 'store.full'], ['EDQUOT', 'store.full'], ['EROFS', 'store.read-only'], ['EACCES', 'store.read-only'], ['EIO', 'store.io'],
    ['EHOSTDOWN', 'store.gone'], ['ESTALE', 'store.gone'], ['EMFILE', 'store.no-resources'], ['ENOMEM', 'store.no-resources'],
  ])('%s of a place that is there is %s', async (errno, code) => {
    expect(await classifyOsError(failure(errno), 'write', present)).toBe(code);
  });

  it('that may be of one file or of the whole place is the place\'s where that is gone', async () => {
    expect(await classifyOsError(failure('EIO'), 'read', absent)).toBe('store.gone');
    expect([await classifyOsError(failure('ENOENT'), 'read', present), await classifyOsError(failure('ENOENT'), 'read', absent)]).toEqual(['store.not-found', 'store.gone']);
  });

  it('that this PC ran out of something says nothing of the place', async () => {
    expect(await classifyOsError(failure('EMFILE'), 'read', absent)).toBe('store.no-resources');
  });
});
