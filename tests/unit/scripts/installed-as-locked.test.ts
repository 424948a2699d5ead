import { describe, expect, it } from 'vitest';
import { installedAsLocked } from '../../../scripts/lib/steps/packages-step.mjs';

const locked = { packages: { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0', optional: true } } };

describe('installedAsLocked', () => {
  it('accepts the locked versions, with or without what is optional', () => {
    expect(installedAsLocked(locked, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toBe(true);
    expect(installedAsLocked(locked, { packages: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } } })).toBe(true);
  });

  it('refuses another version and a missing package', () => {
    expect(installedAsLocked(locked, { packages: { 'node_modules/a': { version: '1.0.1' } } })).toBe(false);
    expect(installedAsLocked(locked, { packages: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } } })).toBe(false);
    expect(installedAsLocked(locked, { packages: {} })).toBe(false);
    expect(installedAsLocked(locked, undefined)).toBe(false);
  });
});
