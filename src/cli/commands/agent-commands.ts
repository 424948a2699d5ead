import { outcomeTexts } from '../../texts/cli/outcome-texts.js';
import type { VerbName } from '../../wire/verbs/verb-table.js';
import type { VerbCommand } from '../command.js';
import { say } from '../render/render-context.js';
import { noWords } from './shared.js';

function withoutWords<N extends VerbName>(verb: N, usage: string, rest: Pick<VerbCommand<N>, 'summary' | 'render'>, request: VerbCommand<N>['request']): VerbCommand<N> {
  return { usage, options: {}, ...rest, request: (words, place) => {
    noWords(words);
    return request(words, place);
  } };
}

export const stopCommand = withoutWords('stop', 'stop', {
  summary: { ja: 'Mamoriを終了する', en: 'stop the running Mamori' },
  render: ({ stopping }, context) => say(context, stopping ? outcomeTexts.stopping : outcomeTexts.notRunning),
}, () => ({ verb: 'stop', params: {} }));

export const pauseCommand = withoutWords('pause', 'pause', {
  summary: { ja: '一時停止する', en: 'pause running and continuous backups' },
  render: ({ paused }, context) => say(context, paused ? outcomeTexts.paused : outcomeTexts.notRunning),
}, () => ({ verb: 'pause', params: {} }));

export const resumeCommand = withoutWords('resume', 'resume', {
  summary: { ja: '再開する', en: 'go on after a pause' },
  render: (_, context) => say(context, outcomeTexts.resumed),
}, () => ({ verb: 'resume', params: {} }));

export const cancelCommand = withoutWords('cancel', 'cancel', {
  summary: { ja: '実行中の作業を中断する', en: 'interrupt the backups and restores that are running' },
  render: ({ cancelled }, context) => say(context, outcomeTexts.cancelled, { count: cancelled }),
}, () => ({ verb: 'cancel', params: {} }));
