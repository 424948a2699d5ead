import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { VERB_PARAMS, type VerbName } from '../../../src/wire/verbs/verb-table.js';

const accepts = (verb: VerbName, params: unknown) => v.is(VERB_PARAMS[verb] as v.GenericSchema, params);

describe('parameters of verbs', () => {
  it.each<readonly [VerbName, unknown]>([
    ['status', {}], ['restore', { paths: ['/a'] }], ['schedule.set', { time: '23:59', days: [0, 6] }], ['schedule.set', { off: true }],
    ['verify', { readDataPercent: 0.01 }], ['find', { pattern: '*' }], ['ls', {}],
  ])('%s takes %j', (verb, params) => {
    expect(accepts(verb, params)).toBe(true);
  });

  it.each<readonly [VerbName, unknown]>([
    ['status', 'all'], ['status', { paths: [''] }], ['status', { paths: [1] }], ['restore', { paths: [] }], ['restore', { paths: ['/a'], version: 0 }],
    ['restore', { paths: ['/a'], version: 1.5 }], ['restore', { paths: ['/a'], overwrite: 'sometimes' }], ['schedule.set', { time: '24:00' }],
    ['schedule.set', { time: '9:00' }], ['schedule.set', { days: [7] }], ['verify', { readDataPercent: 0 }], ['verify', { readDataPercent: 101 }],
    ['find', { pattern: '' }], ['ls', { at: 'x'.repeat(65) }], ['runs', { page: 0 }], ['versions', { path: 'x'.repeat(65_537) }],
    ['key.add', { kind: 'recovery' }], ['stop', undefined], ['stop', null],
  ])('%s refuses %j', (verb, params) => {
    expect(accepts(verb, params)).toBe(false);
  });
});
