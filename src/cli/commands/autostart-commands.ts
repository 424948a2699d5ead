import { autostartTexts } from '../../texts/cli/autostart-texts.js';
import type { VerbName } from '../../wire/verbs/verb-table.js';
import type { AutostartResult } from '../../wire/verbs/autostart-results.js';
import type { Request, VerbCommand } from '../command.js';
import { printable } from '../render/format-values.js';
import { say, type RenderContext } from '../render/render-context.js';
import { noWords } from './shared.js';

type AutostartVerb = VerbName & `autostart.${string}`;

function autostart<N extends AutostartVerb>(word: 'enable' | 'disable' | 'status', request: Request<N>): VerbCommand<N> {
  return {
    usage: `autostart ${word}`,
    example: `autostart ${word}`,
    summary: autostartTexts[word],
    options: {},
    request: words => {
      noWords(words, 1);
      return request;
    },
    render: (result, context) => renderAutostart(result as AutostartResult, context),
  };
}

export const autostartEnableCommand = autostart('enable', { verb: 'autostart.set', params: { enabled: true } });
export const autostartDisableCommand = autostart('disable', { verb: 'autostart.set', params: { enabled: false } });
export const autostartStatusCommand = autostart('status', { verb: 'autostart.get', params: {} });

function renderAutostart({ enabled, current, dailyCheck, place }: AutostartResult, context: RenderContext): void {
  if (enabled) say(context, autostartTexts.on, { place: printable(place ?? '') });
  else say(context, autostartTexts.off);
  if (enabled && !current) say(context, autostartTexts.outdated);
  if (enabled || dailyCheck) say(context, dailyCheck ? autostartTexts.checked : autostartTexts.unchecked);
}
