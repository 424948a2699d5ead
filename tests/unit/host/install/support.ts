import type { RegisteredPlugin } from '../../../../src/host/main/install/plugin-registry.js';
import { checkManifest, type Manifest } from '../../../../src/wire/plugins/manifest/index.js';

/** The text of a plugin's package.json; `fields` over those of a small plugin with one command. */
export function manifestText(fields: Readonly<Record<string, unknown>> = {}): string {
  const { name = 'hello' } = fields as { readonly name?: string };
  return JSON.stringify({
    name, publisher: 'acme', version: '1.0.0', engines: { mamori: '>=0.1.0' }, main: 'main.js', type: 'module',
    contributes: { commands: [{ command: `${name}.say`, title: 'Say hello' }] }, ...fields,
  }, undefined, 2);
}

export function manifest(fields: Readonly<Record<string, unknown>> = {}): Manifest {
  const check = checkManifest(manifestText(fields), 'package.json');
  if (!check.ok) throw new Error(JSON.stringify(check.problems));
  return check.manifest;
}

export function registered(fields: Readonly<Record<string, unknown>> = {}, row: Partial<RegisteredPlugin> = {}): RegisteredPlugin {
  return {
    manifest: manifest(fields), folder: '1.0.0-00000000', origin: { kind: 'package', name: 'hello' }, integrity: 'sha512-a', integrityOf: 'archive', filesDigest: 'sha512-b',
    files: 2, sizeBytes: 100, granted: [], allowedProposals: [], grants: [], installedMs: 1, updatedMs: 1, enabled: true, checkedBy: '0.1.0', ...row,
  };
}
