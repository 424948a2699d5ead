import { wasCancelled } from '../../base/cancellation.js';
import { CodedError } from '../../base/coded-error.js';
import { openPath } from '../../notifications/adapters/open-path.js';
import type { NoticeCentre } from '../../notifications/notice-centre.js';
import type { TrayChoice } from '../../shell/tray/tray-view.js';
import type { Language } from '../../texts/language.js';
import { backedUp } from '../notices/events.js';
import { writePage } from '../notices/pages.js';
import type { CallVerb } from '../plugins/host-services.js';
import { noticesPage, settingsPage } from './pages.js';
import type { Workspace } from '../workspace.js';

export interface ChoiceParts {
  readonly workspace: Workspace;
  readonly language: Language;
  readonly call: CallVerb;
  readonly centre: NoticeCentre;
}

/** Does what was chosen in the tray, by the same verbs as the command line's, and tells what cannot be seen in the tray itself. Rejects only when it was aborted. */
export async function carryOutChoice(choice: TrayChoice, { workspace, language, call, centre }: ChoiceParts, signal: AbortSignal): Promise<void> {
  const context = { signal, onProgress: () => undefined };
  try {
    switch (choice.type) {
      case 'verb':
        if (choice.verb === 'backup') centre.raise(backedUp(await call('backup', { paths: [] }, context)));
        else await call(choice.verb, {}, context);
        return;
      case 'command':
        await call('command.run', { command: choice.command, paths: [], origin: 'menu' }, context);
        return;
      case 'open': return await openPath(choice.path);
      case 'schedule':
        await call('schedule.set', { on: choice.on, off: !choice.on }, context);
        return;
      case 'preference':
        await call('config.set', { key: choice.key, value: choice.value }, context);
        return;
      case 'page':
        await openPath(await writePage(workspace.place, workspace.clock, choice.page, choice.page === 'notices' ? noticesPage(workspace, language) : settingsPage(workspace, language), language));
        if (choice.page === 'notices') centre.see('all');
        return;
    }
  } catch (failure) {
    if (signal.aborted) return;
    // Interrupted from the same menu: whoever did it knows.
    if (wasCancelled(failure)) return;
    centre.raise({ kind: 'action-failed', values: { action: nameOf(choice), ...(failure instanceof CodedError && { code: failure.code }) } });
    if (!(failure instanceof CodedError)) throw failure;
  }
}

function nameOf(choice: TrayChoice): string {
  if (choice.type === 'verb') return choice.verb === 'backup' ? 'back-up-now' : choice.verb;
  return choice.type === 'command' ? choice.command : 'details';
}
