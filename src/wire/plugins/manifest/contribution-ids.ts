import type { JsonPath } from './json-places.js';
import type { Contributions } from './manifest-schema.js';

/** What the ids of contributions are unique in: commands, settings, schemes … each have their own space, among all plugins. */
export type ContributionKind = 'command' | 'overlay' | 'notice' | 'noticeChannel' | 'destination' | 'runHook' | 'sourceFilter' | 'setting';

export interface ContributionId {
  readonly kind: ContributionKind;
  readonly id: string;
  readonly path: JsonPath; // in the manifest
}

/** Every id a manifest lays claim to. A destination's ids are its schemes. */
export function contributionIds(contributes: Contributions): ContributionId[] {
  const { commands, overlays, notices, noticeChannels, destinations, runHooks, sourceFilters, configuration } = contributes;
  const listed = (kind: ContributionKind, point: keyof Contributions, items: readonly { readonly id: string }[]): ContributionId[] => (
    items.map(({ id }, index) => ({ kind, id, path: ['contributes', point, index, 'id'] }))
  );
  return [
    ...commands.map(({ command }, index): ContributionId => ({ kind: 'command', id: command, path: ['contributes', 'commands', index, 'command'] })),
    ...listed('overlay', 'overlays', overlays),
    ...listed('notice', 'notices', notices),
    ...listed('noticeChannel', 'noticeChannels', noticeChannels),
    ...destinations.flatMap(({ schemes }, index) => schemes.map((id, at): ContributionId => (
      { kind: 'destination', id, path: ['contributes', 'destinations', index, 'schemes', at] }
    ))),
    ...listed('runHook', 'runHooks', runHooks),
    ...listed('sourceFilter', 'sourceFilters', sourceFilters),
    ...Object.keys(configuration?.properties ?? {}).map((id): ContributionId => ({ kind: 'setting', id, path: ['contributes', 'configuration', 'properties', id] })),
  ];
}
