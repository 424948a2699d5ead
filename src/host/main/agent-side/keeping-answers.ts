import { filter, map } from 'rxjs';
import type { LogFields, Logger } from '../../../base/logger.js';
import { checkOwn, idOf, nothing, type AgentSide, type Answers } from './agent-side.js';
import { EventFeed } from './event-feed.js';
import type { EventName } from './registrations.js';

type Methods = '$configuration.get' | '$configuration.update' | '$secrets.get' | '$secrets.set' | '$secrets.delete' | '$state.get' | '$state.update' | '$state.keys'
  | '$events.subscribe' | '$events.unsubscribe' | '$output.append' | '$log.write';

/** What a plugin keeps, hears and writes: settings, secrets, state, events, lines. */
export function keepingAnswers(side: AgentSide): Answers<Methods> {
  const { services: { state, secrets }, configuration, registrations, output } = side;
  return {
    '$configuration.get': ({ plugin, key }) => {
      checkOwn(side, plugin, 'setting', key);
      return configuration.get(key);
    },
    '$configuration.update': ({ plugin, key, value }) => {
      checkOwn(side, plugin, 'setting', key);
      return nothing(configuration.set(key, value));
    },
    '$secrets.get': ({ plugin, key }) => secrets.get(plugin, key),
    '$secrets.set': ({ plugin, key, value }) => nothing(secrets.set(plugin, key, value)),
    '$secrets.delete': ({ plugin, key }) => nothing(secrets.delete(plugin, key)),
    '$state.get': ({ plugin, key }) => state.get(plugin, key),
    '$state.update': ({ plugin, key, value }) => nothing(state.update(plugin, key, value)),
    '$state.keys': ({ plugin }) => [...state.keys(plugin)],
    '$events.subscribe': ({ plugin, event }) => nothing(subscribe(side, plugin, event)),
    '$events.unsubscribe': ({ plugin, event }) => {
      const { feeds } = registrations.of(idOf(plugin));
      feeds.get(event)?.dispose();
      return nothing(void feeds.delete(event));
    },
    '$output.append': ({ plugin, channel, line }) => {
      output.append(idOf(plugin), { channel, line });
      return nothing(write(side, plugin, 'info', line, { channel }));
    },
    '$log.write': ({ plugin, level, message }) => nothing(write(side, plugin, level, message)),
  };
}

/** Lines beyond the plugin's budget are counted and left out, so that one plugin's loop does not push everybody's history out of the log. */
function write({ lines, logger }: AgentSide, plugin: string, level: keyof Logger, line: string, fields: LogFields = {}): void {
  const { allowed, leftOut } = lines.take(plugin);
  if (!allowed) return;
  if (leftOut > 0) logger.warn('lines of a plugin were left out', { plugin, leftOut });
  logger[level](line, { plugin, ...fields });
}

/** A second subscription to the same stream changes nothing. */
function subscribe({ services: { events }, configuration, registrations, isActive, emit }: AgentSide, plugin: string, event: EventName): void {
  const id = idOf(plugin);
  const { feeds } = registrations.of(id);
  if (feeds.has(event)) return;
  const ownChanges = configuration.changes.pipe(filter(change => change.plugin === id), map(({ key, value }) => ({ key, value })));
  feeds.set(event, new EventFeed({
    source: event === 'configuration' ? ownChanges : events[event],
    send: (value, signal) => emit(id, event, value, signal),
    mayFlow: () => isActive(id),
  }));
}
