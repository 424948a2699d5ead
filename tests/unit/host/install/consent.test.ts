import { describe, expect, it } from 'vitest';
import { consentFor, grantedBy } from '../../../../src/host/main/install/consent.js';
import { manifest, registered } from './support.js';

const origin = { kind: 'package', name: 'hello' } as const;
const network = (...hosts: readonly string[]) => ({ network: { hosts } });
const wanting = (capabilities: object, fields: object = {}) => manifest({ capabilities, version: '2.0.0', ...fields });
const had = (capabilities: object, granted: readonly ('files.read' | 'network' | 'secrets')[], row = {}) => registered({ capabilities }, { granted, ...row });

describe('a new plugin', () => {
  it('asks for all it wants, in the order of the prompt', () => {
    const wants = wanting({ secrets: true, ...network('b.example.com'), 'files.read': true });
    expect(consentFor(wants, origin, 'sha512-x', undefined)).toMatchObject({ needed: true, asks: ['files.read', 'network', 'secrets'], hosts: ['b.example.com'], keeps: [], drops: [] });
  });

  it('needs consent even if it wants nothing: its code will run', () => {
    expect(consentFor(wanting({}), origin, 'sha512-x', undefined)).toMatchObject({ needed: true, asks: [] });
  });
});

describe('an update', () => {
  it('that wants the same keeps what was agreed to, and what was refused', () => {
    const wants = wanting({ 'files.read': true, secrets: true });
    const consent = consentFor(wants, origin, 'sha512-x', had({ 'files.read': true, secrets: true }, ['files.read']));
    expect(consent).toMatchObject({ needed: false, asks: [], keeps: ['files.read'], drops: [] });
    expect(grantedBy(wants, consent, undefined)).toEqual(['files.read']);
  });

  it('that wants more asks only for what is new', () => {
    const wants = wanting({ 'files.read': true, secrets: true });
    const consent = consentFor(wants, origin, 'sha512-x', had({ 'files.read': true }, ['files.read']));
    expect(consent).toMatchObject({ needed: true, asks: ['secrets'], keeps: ['files.read'] });
    expect(grantedBy(wants, consent, 'all')).toEqual(['files.read', 'secrets']);
    expect(grantedBy(wants, consent, ['secrets'])).toEqual(['secrets']);
  });

  it('that wants to reach further hosts asks for the network again, naming those', () => {
    const consent = consentFor(wanting(network('a.example.com', 'b.example.com')), origin, 'sha512-x', had(network('a.example.com'), ['network']));
    expect(consent).toMatchObject({ needed: true, asks: ['network'], hosts: ['b.example.com'], keeps: [] });
  });

  it('that wants less loses what it does not want any more', () => {
    const wants = wanting({ 'files.read': true });
    const consent = consentFor(wants, origin, 'sha512-x', had({ 'files.read': true, secrets: true }, ['files.read', 'secrets']));
    expect(consent).toMatchObject({ needed: false, keeps: ['files.read'], drops: ['secrets'] });
    expect(grantedBy(wants, consent, undefined)).toEqual(['files.read']);
  });

  it('that comes from elsewhere inherits nothing', () => {
    const wants = wanting({ 'files.read': true });
    for (const from of [{ kind: 'path', path: '/tmp/x' }, { kind: 'package', name: '@other/hello' }] as const) {
      expect(consentFor(wants, from, 'sha512-x', had({ 'files.read': true }, ['files.read']))).toMatchObject({ needed: true, asks: ['files.read'], keeps: [] });
    }
  });

  it('that has the same version and other content needs consent', () => {
    const same = wanting({}, { version: '1.0.0' });
    expect(consentFor(same, origin, 'sha512-a', had({}, []))).toMatchObject({ needed: false, contentDiffers: false });
    expect(consentFor(same, origin, 'sha512-x', had({}, []))).toMatchObject({ needed: true, contentDiffers: true });
  });

  it('that uses more of the proposed API needs consent', () => {
    const proposes = wanting({}, { enabledApiProposals: ['x', 'y'] });
    expect(consentFor(proposes, origin, 'sha512-x', had({}, [], { allowedProposals: ['x'] }))).toMatchObject({ needed: true, proposals: ['y'] });
    expect(consentFor(proposes, origin, 'sha512-x', had({}, [], { allowedProposals: ['x', 'y'] }))).toMatchObject({ needed: false, proposals: [] });
  });
});

it('never grants what the manifest does not want', () => {
  const wants = wanting({ 'files.read': true });
  expect(grantedBy(wants, consentFor(wants, origin, 'sha512-x', undefined), ['processes', 'files.read'])).toEqual(['files.read']);
});
