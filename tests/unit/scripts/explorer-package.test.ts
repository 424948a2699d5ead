import { describe, expect, it } from 'vitest';
import { explorerPackageManifest } from '../../../scripts/lib/explorer-package.mjs';
import { readProjectFile } from '../../meta/support/project-files.js';

const PUBLISHER = 'CN=Office & Sons, O="Office, Inc.", C=JP';
const manifest = explorerPackageManifest({ version: '1.20.3-beta.1', publisher: 'CN=Mamori, O="Mamori, Inc.", C=JP' });

/** The names of all elements, when what opens also closes, in order, and nothing stands outside the one root. */
function elementsOf(xml: string): readonly string[] {
  const names: string[] = [];
  const open: string[] = [];
  const rest = xml.replace(/^<\?xml[^>]*\?>\n/, '').replace(/<!--(?:(?!--)[^])*-->/g, '').replace(/<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>([^<]*)/g, (_, ends, name, __, alone, text) => {
    if (ends) expect(open.pop()).toBe(name);
    else names.push(name);
    if (!ends && !alone) open.push(name);
    expect(/&(?!amp;|quot;|lt;)/.test(text)).toBe(false);
    return '';
  });
  expect({ open, rest: rest.trim() }).toEqual({ open: [], rest: '' });
  return names;
}

const attributes = (name: string) => [...manifest.matchAll(new RegExp(`\\b${name}="([^"]*)"`, 'g'))].map(([, value]) => value);

/** As class_ids.h spells it, in the manifest's form. */
function classId(constant: string): string {
  const [, first, second, third, ...bytes] = /\{(0x\w+), (0x\w+), (0x\w+), \{(0x\w+), (0x\w+), (0x\w+), (0x\w+), (0x\w+), (0x\w+), (0x\w+), (0x\w+)\}\}/
    .exec(readProjectFile('native/explorer/com/class_ids.h').split('\n').find(line => line.includes(constant)) ?? '')?.map(text => text.slice(2)) ?? [];
  return `${first}-${second}-${third}-${bytes.slice(0, 2).join('')}-${bytes.slice(2).join('')}`;
}

describe('the package for the menu of Windows 11', () => {
  it('has a manifest that is well formed and declares every prefix it uses', () => {
    const used = new Set(elementsOf(manifest).flatMap(name => (name.includes(':') ? [name.split(':')[0]] : [])));
    for (const prefix of used) expect(manifest).toContain(`xmlns:${prefix}="http://schemas.microsoft.com/appx/manifest/`);
    expect(new Set(attributes('IgnorableNamespaces')[0]?.split(' '))).toEqual(used);
  });

  it('names the class that the DLL makes, for files, folders and the empty space of a folder', () => {
    const command = classId('kExplorerCommandClass');
    expect(command).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect([...attributes('Clsid'), ...manifest.matchAll(/com:Class Id="([^"]*)"/g)].flat()).toContain(command);
    expect(new Set(attributes('Clsid'))).toEqual(new Set([command]));
    expect(attributes('Type')).toEqual(['*', 'Directory', 'Directory\\Background']);
    expect(attributes('Path')).toEqual(['mamori_explorer.dll']);
  });

  it('leaves the DLL where it was installed', () => {
    expect(manifest).toContain('<uap10:AllowExternalContent>true</uap10:AllowExternalContent>');
  });

  it('takes version and publisher from the release', () => {
    expect(attributes('Version')).toEqual(['1.20.3.0']);
    expect(attributes('Publisher')).toEqual(['CN=Mamori, O=&quot;Mamori, Inc.&quot;, C=JP']);
  });

  it.each([['1.2', 'CN=A'], ['1.2.70000', 'CN=A'], ['1.2.3', 'Mamori'], ['1.2.3', ''], ['1.2.3', PUBLISHER], ['1.2.3', 'CN=A" Version="9']])('refuses %s by %s', (version, publisher) => {
    expect(() => explorerPackageManifest({ version, publisher })).toThrow(RangeError);
  });
});
