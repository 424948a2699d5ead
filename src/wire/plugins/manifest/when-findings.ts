import { parseWhen } from '../when/parse-when.js';
import type { Finding } from './finding.js';
import type { JsonPath } from './json-places.js';
import type { Contributions } from './manifest-schema.js';

/** Clauses of menus and commands that cannot be read. `at` counts from 1, as columns do. */
export function whenFindings({ commands, menus }: Contributions): Finding[] {
  return [
    ...commands.flatMap(({ enablement }, index) => findingIn(enablement, ['contributes', 'commands', index, 'enablement'])),
    ...Object.entries(menus).flatMap(([location, items]) => items.flatMap(({ when }, index) => findingIn(when, ['contributes', 'menus', location, index, 'when']))),
  ];
}

function findingIn(text: string | undefined, path: JsonPath): Finding[] {
  const result = text === undefined ? undefined : parseWhen(text);
  return result === undefined || result.ok ? [] : [{ path, reason: result.reason, values: { at: result.at + 1 } }];
}
