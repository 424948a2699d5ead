import { notRunTexts, scheduleTexts } from '../../texts/cli/schedule-texts.js';
import { inLanguage } from '../../texts/text.js';
import type { UpEvent } from '../../wire/up-events.js';
import { say, type RenderContext } from './render-context.js';

/** Which scheduled backups were not run, and why; the times are those that were set. */
export function renderMissed({ slots, madeUp }: UpEvent & { readonly type: 'missed' }, context: RenderContext): void {
  for (const { key, because, reason } of slots) {
    say(context, scheduleTexts.wasMissed, { time: key.replace('T', ' '), why: inLanguage(notRunTexts[because ?? reason], context.language) });
  }
  if (madeUp) say(context, scheduleTexts.madeUp);
}
