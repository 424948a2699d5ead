import { outcomeTexts } from '../../texts/cli/outcome-texts.js';
import type { VerbName } from '../../wire/verbs/verb-table.js';
import type { VerbCommand } from '../command.js';
import { say } from '../render/render-context.js';
import { noWords } from './shared.js';

/** A command that is its verb's name and nothing more. */
function plain<N extends VerbName & ('stop' | 'pause' | 'resume' | 'cancel')>(verb: N, help: Pick<VerbCommand<N>, 'summary' | 'render'>): VerbCommand<N> {
  return {
    usage: verb,
    options: {},
    example: verb,
    ...help,
    request: words => {
      noWords(words);
      return { verb, params: {} };
    },
  };
}

export const stopCommand = plain('stop', {
  summary: { ja: 'Mamoriを終了する', en: 'stop the running Mamori' },
  render: ({ stopping }, context) => say(context, stopping ? outcomeTexts.stopping : outcomeTexts.notRunning),
});

export const pauseCommand = plain('pause', {
  summary: { ja: '一時停止する', en: 'pause running and continuous backups' },
  render: ({ paused }, context) => say(context, paused ? outcomeTexts.paused : outcomeTexts.notRunning),
});

export const resumeCommand = plain('resume', {
  summary: { ja: '再開する', en: 'go on after a pause' },
  render: (_, context) => say(context, outcomeTexts.resumed),
});

export const cancelCommand = plain('cancel', {
  summary: { ja: '実行中の作業を中断する', en: 'interrupt the backups and restores that are running' },
  render: ({ cancelled }, context) => (cancelled === 0 ? say(context, outcomeTexts.nothingToCancel) : say(context, outcomeTexts.cancelled, { count: cancelled })),
});
