import type { ActivationEvent } from './activation-events.js';
import type { ParsedManifest } from './manifest-schema.js';

/** The manifest's own events and those its contributions imply, each once: a person who clicks a command has said enough. */
export function allActivationEvents({ activationEvents, contributes: { commands, destinations, noticeChannels, runHooks } }: ParsedManifest): readonly ActivationEvent[] {
  return [...new Set<ActivationEvent>([
    ...activationEvents as readonly ActivationEvent[], // the schema's pattern is the type's
    ...commands.map(({ command }) => `onCommand:${command}` as const),
    ...destinations.flatMap(({ schemes }) => schemes.map(scheme => `onDestination:${scheme}` as const)),
    ...noticeChannels.map(({ id }) => `onNoticeChannel:${id}` as const),
    ...runHooks.map(({ id }) => `onRunHook:${id}` as const),
  ])];
}
