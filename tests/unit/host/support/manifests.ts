import { manifestFrom } from '../../../contract/support/plugin-agent.js';
import type { Manifest } from '../../../../src/wire/plugins/manifest/index.js';

/** The manifest of `acme.NAME` with the contributions given. */
export function manifestOf(name: string, contributes: Readonly<Record<string, unknown>> = {}, rest: Readonly<Record<string, unknown>> = {}): Manifest {
  return manifestFrom(JSON.stringify({ name, publisher: 'acme', version: '1.0.0', engines: { mamori: '*' }, main: 'main.js', contributes, ...rest }));
}

/** A plugin of a thousand commands, each in two menus. */
export function largeManifest(name: string, commands = 1000): Manifest {
  const ids = Array.from({ length: commands }, (_, index) => `${name}.c${index}`);
  const items = ids.map((command, index) => ({ command, group: `g${index % 7}@${index % 13}`, when: `selectionCount < ${index} && resourceStatus == problem || config.${name}.on` }));
  return manifestOf(name, {
    commands: ids.map((command, index) => ({ command, title: { ja: `命令${index}`, en: `Command ${index}` }, enablement: `selectionCount >= ${index % 3}` })),
    menus: { file: items, folder: items },
    configuration: { properties: { [`${name}.on`]: { type: 'boolean', default: true } } },
  });
}
