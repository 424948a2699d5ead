import validRange from 'semver/ranges/valid.js';
import valid from 'semver/functions/valid.js';
import { contributionIds, type ContributionId } from './contribution-ids.js';
import type { Finding } from './finding.js';
import type { JsonPath } from './json-places.js';
import type { ParsedManifest } from './manifest-schema.js';
import { settingFindings } from './setting-findings.js';
import { whenFindings } from './when-findings.js';

/** The product's own name, as a publisher and before the ids of its commands. */
const PRODUCT = 'mamori';

/** What a schema cannot say: that the parts of a manifest fit together. */
export function consistencyFindings(manifest: ParsedManifest): Finding[] {
  return [
    ...versionFindings(manifest), ...idFindings(manifest), ...menuFindings(manifest), ...codeFindings(manifest), ...capabilityFindings(manifest),
    ...hookFindings(manifest), ...settingFindings(manifest.contributes.configuration), ...whenFindings(manifest.contributes),
  ];
}

/** Nobody else speaks in the product's name, or takes its ids. */
export function reservedFindings({ name, publisher }: ParsedManifest): Finding[] {
  const fields = Object.entries({ name, publisher }).filter(([, value]) => value === PRODUCT);
  return fields.map(([field, value]) => ({ path: [field], reason: 'reserved-name', values: { value } }));
}

function versionFindings({ version, engines }: ParsedManifest): Finding[] {
  return [
    ...(valid(version) === version ? [] : [{ path: ['version'], reason: 'bad-version', values: { value: version } } as const]),
    ...(validRange(engines.mamori) === null ? [{ path: ['engines', 'mamori'], reason: 'bad-version-range', values: { value: engines.mamori } } as const] : []),
  ];
}

/** Ids begin with the plugin's name or publisher and stand once. A scheme is a word of the world and has no owner's name in it. */
function idFindings({ name, publisher, contributes }: ParsedManifest): Finding[] {
  const seen = new Set<string>();
  return contributionIds(contributes).flatMap(({ kind, id, path }: ContributionId): Finding[] => {
    const key = `${kind} ${id}`;
    if (seen.has(key)) return [{ path, reason: 'duplicate-id', values: { value: id } }];
    seen.add(key);
    const owned = kind === 'destination' || id.startsWith(`${name}.`) || id.startsWith(`${publisher}.`);
    return owned ? [] : [{ path, reason: 'not-own-id', values: { value: id, prefix: `${name}.` } }];
  });
}

function menuFindings({ contributes: { commands, menus } }: ParsedManifest): Finding[] {
  const known = new Set(commands.map(({ command }) => command));
  return Object.entries(menus).flatMap(([location, items]) => items.flatMap(({ command }, index): Finding[] => (
    known.has(command) || command.startsWith(`${PRODUCT}.`) ? [] : [{ path: ['contributes', 'menus', location, index, 'command'], reason: 'unknown-command', values: { value: command } }]
  )));
}

function codeFindings({ main, activationEvents, contributes }: ParsedManifest): Finding[] {
  if (main !== undefined) return [];
  const needing: readonly (readonly [path: JsonPath, count: number])[] = [
    [['activationEvents'], activationEvents.length],
    ...(['commands', 'noticeChannels', 'destinations', 'runHooks', 'overlays'] as const).map(point => [['contributes', point], contributes[point].length] as const),
  ];
  return needing.flatMap(([path, count]) => (count === 0 ? [] : [{ path, reason: 'main-needed' }]));
}

function capabilityFindings({ capabilities, contributes }: ParsedManifest): Finding[] {
  const properties = contributes.configuration?.properties ?? {};
  const undeclared = (capabilities.network?.hosts ?? []).flatMap((host, index): Finding[] => {
    const key = /^\$\{config:(.+)\}$/.exec(host)?.[1];
    if (key === undefined || (Object.hasOwn(properties, key) && properties[key]?.type === 'string')) return [];
    return [{ path: ['capabilities', 'network', 'hosts', index], reason: 'unknown-setting', values: { value: key } }];
  });
  if (contributes.destinations.length === 0 || capabilities.destinations === true) return undeclared;
  return [...undeclared, { path: ['contributes', 'destinations'], reason: 'capability-needed', values: { capability: 'destinations' } }];
}

/** After a run there is nothing left to skip. */
function hookFindings({ contributes: { runHooks } }: ParsedManifest): Finding[] {
  return runHooks.flatMap(({ phase, onFailure }, index): Finding[] => (
    phase === 'after' && onFailure === 'skip' ? [{ path: ['contributes', 'runHooks', index, 'onFailure'], reason: 'skip-after-run' }] : []
  ));
}
