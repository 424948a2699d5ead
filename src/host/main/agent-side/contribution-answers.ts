import type { OverlayMark } from '../../api/index.js';
import { capabilityMissing, limitReached, notContributed, type HandlerKind } from '../../refusals.js';
import type { IndexedKind } from '../contribution-index.js';
import { checkOwn, idOf, nothing, type AgentSide, type Answers } from './agent-side.js';
import { NOTICES } from './rate-budget.js';

type Methods = '$commands.register' | '$commands.unregister' | '$commands.execute' | '$commands.list' | '$notices.registerChannel' | '$notices.unregisterChannel'
  | '$notices.show' | '$runs.registerHook' | '$runs.unregisterHook' | '$destinations.register' | '$destinations.unregister' | '$menus.setContext' | '$overlays.assign';

/** Actions for what a plugin contributes, and what it shows through its contributions. */
export function contributionAnswers(side: AgentSide): Answers<Methods> {
  const { index, registrations, services, notices } = side;
  const register = (plugin: string, kind: HandlerKind, indexed: IndexedKind, id: string) => {
    checkOwn(side, plugin, indexed, id);
    return nothing(registrations.of(idOf(plugin)).addHandler(kind, id));
  };
  const unregister = (plugin: string, kind: HandlerKind, id: string) => nothing(registrations.of(idOf(plugin)).removeHandler(kind, id));
  return {
    '$commands.register': ({ plugin, command }) => register(plugin, 'command', 'command', command),
    '$commands.unregister': ({ plugin, command }) => unregister(plugin, 'command', command),
    '$commands.execute': ({ plugin, command, args: { paths, extra } }, { signal }) => {
      checkMayExecute(side, plugin, command);
      return side.execute(command, { paths, origin: 'plugin', extra }, signal);
    },
    '$commands.list': () => [...index.all('command').keys()],
    '$notices.registerChannel': ({ plugin, channel }) => register(plugin, 'notice channel', 'noticeChannel', channel),
    '$notices.unregisterChannel': ({ plugin, channel }) => unregister(plugin, 'notice channel', channel),
    '$notices.show': ({ plugin, notice }) => {
      checkOwn(side, plugin, 'notice', notice.kind);
      if (!notices.take(plugin).allowed) throw limitReached(plugin, 'notices for now', NOTICES.burst);
      const severity = notice.severity ?? index.find('notice', notice.kind)?.value.severity;
      return services.notices.show(plugin, severity === undefined ? notice : { ...notice, severity });
    },
    '$runs.registerHook': ({ plugin, hook }) => register(plugin, 'run hook', 'runHook', hook),
    '$runs.unregisterHook': ({ plugin, hook }) => unregister(plugin, 'run hook', hook),
    '$destinations.register': ({ plugin, scheme }) => register(plugin, 'destination', 'destination', scheme),
    '$destinations.unregister': ({ plugin, scheme }) => unregister(plugin, 'destination', scheme),
    '$menus.setContext': ({ plugin, key, value }) => nothing(registrations.of(idOf(plugin)).setContext(key, value)),
    '$overlays.assign': ({ plugin, overlay, marks }) => {
      checkOwn(side, plugin, 'overlay', overlay);
      checkStates(side, plugin, overlay, marks);
      registrations.of(idOf(plugin)).overlays.add(overlay);
      return nothing(services.overlays.assign(plugin, overlay, marks));
    },
  };
}

/** What a plugin may not do itself it may not have done by another plugin's command either. */
function checkMayExecute({ index, grantsOf }: AgentSide, plugin: string, command: string): void {
  const owner = index.find('command', command)?.plugin;
  if (owner === undefined || owner === plugin) return;
  const own = grantsOf(idOf(plugin));
  const missing = grantsOf(owner).find(capability => !own.includes(capability));
  if (missing !== undefined) throw capabilityMissing(plugin, missing);
}

/** Who installed the plugin has read which states the overlay may show. */
function checkStates({ index }: AgentSide, plugin: string, overlay: string, marks: readonly OverlayMark[]): void {
  const states: readonly string[] = index.find('overlay', overlay)?.value.states ?? [];
  const other = marks.find(({ state }) => !states.includes(state));
  if (other) throw notContributed(plugin, `state of ${overlay}`, other.state);
}
