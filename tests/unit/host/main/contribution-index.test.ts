import { describe, expect, it } from 'vitest';
import { ContributionIndex } from '../../../../src/host/main/contribution-index.js';
import { manifestOf } from '../support/manifests.js';

const desk = manifestOf('desk', {
  commands: [{ command: 'desk.a', title: 'A' }],
  notices: [{ id: 'desk.alarm', title: 'Alarm', severity: 'alarm' }],
  destinations: [{ schemes: ['sftp', 'sftps'], title: 'SFTP' }],
  sourceFilters: [{ id: 'desk.caches', title: 'Caches', patterns: ['*.tmp'] }],
  configuration: { properties: { 'desk.on': { type: 'boolean' } } },
}, { capabilities: { destinations: true } });
const other = manifestOf('other', { commands: [{ command: 'other.a', title: 'A' }], destinations: [{ schemes: ['sftps'], title: 'Mine' }] }, { capabilities: { destinations: true } });

describe('the contribution index', () => {
  it('finds contributions of every kind, and whose they are', () => {
    const index = new ContributionIndex();
    index.add(desk);
    expect(index.find('command', 'desk.a')).toMatchObject({ plugin: 'acme.desk', value: { title: 'A' } });
    expect(index.find('notice', 'desk.alarm')?.value.severity).toBe('alarm');
    expect(index.find('destination', 'sftps')?.value.title).toBe('SFTP');
    expect([...index.all('sourceFilter').keys()]).toEqual(['desk.caches']);
    expect(index.find('setting', 'desk.on')?.value.type).toBe('boolean');
    expect(index.find('command', 'desk.alarm')).toBeUndefined();
  });

  it('leaves an id with who claimed it first, also while that one is hidden; the other one contributes nothing', () => {
    const index = new ContributionIndex();
    expect(index.add(desk)).toBeUndefined();
    index.show('acme.desk', false);
    expect(index.find('destination', 'sftps')).toBeUndefined();
    expect(index.add(other)).toMatchObject({ code: 'plugin.duplicate-contribution', data: { id: 'sftps', heldBy: 'acme.desk' } });
    expect(index.find('command', 'other.a')).toBeUndefined();
    index.remove('acme.desk');
    expect(index.add(other)).toBeUndefined();
    expect(index.find('destination', 'sftps')?.plugin).toBe('acme.other');
  });

  it('forgets a plugin without a trace', () => {
    const index = new ContributionIndex();
    index.add(desk);
    index.remove('acme.desk');
    index.remove('acme.desk');
    expect([...index.all('command').keys(), ...index.all('destination').keys(), ...index.menuItems('file')]).toEqual([]);
    expect(index.manifest('acme.desk')).toBeUndefined();
  });
});
