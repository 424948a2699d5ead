import { CodedError } from '../../base/coded-error.js';
import { systemRandom } from '../../base/random.js';
import { stateLines, trayView } from '../../shell/tray/tray-model.js';
import type { TrayItem, TrayView } from '../../shell/tray/tray-view.js';
import type { VerbContext } from '../../shell/endpoint/connection.js';
import { shellErrors } from '../../terms/errors/shell-errors.js';
import type { Language } from '../../texts/language.js';
import type { VerbName } from '../../wire/verbs/verb-table.js';
import type { TrayEntry } from '../../wire/verbs/tray-results.js';
import { languageOf } from '../place.js';
import type { CallVerb } from '../plugins/host-services.js';
import { plainTitle } from '../shell/menu-titles.js';
import { sourcesOf } from '../sources.js';
import { carryOutChoice } from '../tray/choices.js';
import { trayFacts } from '../tray/facts.js';
import { backupVerb } from './backup-verb.js';
import { clickVerb } from './click-verb.js';
import { commandRunVerb, menuGetVerb } from './command-verbs.js';
import { cancelVerb, pauseVerb, resumeVerb, stopVerb } from './control-verbs.js';
import { configSetVerb, scheduleSetVerb } from './settings-verbs.js';
import type { Verb, VerbHost } from './verb.js';

/** What the tray shows, for desktops that have none: the menus of folders' backgrounds and the command line show it there (B21). */
export const trayGetVerb: Verb<'tray.get'> = async (host, { language = languageOf(host.workspace.place) }, context) => {
  const facts = await factsOf(host, language, context);
  return { shown: host.tray?.state === 'shown', state: stateLines(facts, language), entries: entriesOf(trayView(facts, language).menu) };
};

/**
 * Does what an entry of the tray does, by the key that `tray.get` names it with.
 *
 * A backup goes on when whoever asked for it goes away, as it does after a click in the tray itself; how a choice went is told by a notice where it cannot be seen.
 * @throws CodedError shell.unknown-choice for what the tray does not hold now, or holds grey
 */
export const trayChooseVerb: Verb<'tray.choose'> = async (host, { key }, context) => {
  const { workspace, lendNotices, clicks } = host;
  const language = languageOf(workspace.place);
  const item = chosen(trayView(await factsOf(host, language, context), language).menu, key);
  if (!item?.enabled || !lendNotices) throw CodedError.of(shellErrors, 'shell.unknown-choice', key, { data: { key } });
  const { choice } = item;
  if (choice.type === 'verb' && choice.verb === 'backup' && clicks) {
    await clickVerb(host, { id: systemRandom.bytes(16).toString('hex'), verb: 'backup', paths: sourcesOf(workspace).map(({ root }) => root) }, context);
    return { chosen: key };
  }
  await lendNotices(centre => carryOutChoice(choice, { workspace, language, centre, call: callOn(host) }, context.signal));
  return { chosen: key };
};

async function factsOf(host: VerbHost, language: Language, context: VerbContext): Promise<Parameters<typeof trayView>[0]> {
  const { workspace, protection } = host;
  const { groups: contributed } = workspace.plugins ? await menuGetVerb(host, { location: 'tray', paths: [] }, context) : { groups: [] };
  return { ...trayFacts(workspace, protection, language), contributed };
}

/** What the tray's choices call. */
const CALLED: { readonly [N in VerbName]?: Verb<N> } = {
  'backup': backupVerb, 'pause': pauseVerb, 'resume': resumeVerb, 'cancel': cancelVerb, 'stop': stopVerb,
  'command.run': commandRunVerb, 'schedule.set': scheduleSetVerb, 'config.set': configSetVerb,
};

function callOn(host: VerbHost): CallVerb {
  return async (verb, params, context) => {
    const carryOut = CALLED[verb];
    if (!carryOut) throw new TypeError(`the tray does not call ${verb}`);
    return await carryOut(host, params, context);
  };
}

/** Lines of the state are left out: `state` has them. */
function entriesOf(menu: TrayView['menu']): readonly TrayEntry[] {
  let group = 0;
  return menu.flatMap((item): readonly TrayEntry[] => {
    switch (item.type) {
      case 'separator':
        group += 1;
        return [];
      case 'entry': return [{ ...named(item), enabled: item.enabled, checked: item.checked, group }];
      case 'submenu': return [{ ...named(item), enabled: true, group, below: entriesOf(item.items) }];
      case 'line': return [];
    }
  });
}

function named({ key, label }: { readonly key: string; readonly label: string }) {
  return { key, title: plainTitle(label), label };
}

function chosen(menu: readonly TrayItem[], key: string): Extract<TrayItem, { type: 'entry' }> | undefined {
  for (const item of menu) {
    if (item.type === 'entry' && item.key === key) return item;
    const below = item.type === 'submenu' ? chosen(item.items, key) : undefined;
    if (below) return below;
  }
  return undefined;
}
