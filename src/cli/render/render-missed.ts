import { notRunTexts, scheduleTexts } from '../../texts/cli/schedule-texts.js';
import { inLanguage } from '../../texts/text.js';
import type { UpEvent } from '../../wire/up-events.js';
import { say, type RenderContext } from './render-context.js';

/** Which scheduled backups were not run, and why; the times are those that were set. A line for each reason. */
export function renderMissed({ slots, madeUp }: UpEvent & { readonly type: 'missed' }, context: RenderContext): void {
  const words = slots.map(({ key, because, reason }) => ({ time: key.replace('T', ' '), why: inLanguage(notRunTexts[because ?? reason], context.language) }));
  for (const alike of Map.groupBy(words, ({ why }) => why).values()) {
    const [first, last] = [alike[0], alike.at(-1)] as [typeof words[number], typeof words[number]];
    if (alike.length === 1) say(context, scheduleTexts.wasMissed, first);
    else say(context, scheduleTexts.wereMissed, { first: first.time, last: last.time, count: alike.length, why: first.why });
  }
  if (madeUp) say(context, scheduleTexts.madeUp);
}
