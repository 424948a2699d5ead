import { checkAliveTexts } from '../../texts/cli/check-alive-texts.js';
import { complaintTexts } from '../../texts/cli/complaint-texts.js';
import { UsageError, type VerbCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { formatTime, printable } from '../render/format-values.js';
import { say } from '../render/render-context.js';
import { noWords } from './shared.js';

export const checkAliveCommand: VerbCommand<'check-alive'> = {
  usage: 'check-alive',
  example: 'check-alive',
  summary: { ja: 'Mamoriが動いていて、バックアップできているかを確かめ、そうでなければ知らせる', en: 'say so with a notice if Mamori does not run or nothing is backed up' },
  options: {},
  request: words => {
    noWords(words);
    return { verb: 'check-alive', params: {} };
  },
  render: ({ running, lastSeenMs, sources }, context) => {
    if (running) say(context, checkAliveTexts.running);
    else if (lastSeenMs === undefined) say(context, checkAliveTexts.neverRan);
    else say(context, checkAliveTexts.notRunning, { time: formatTime(lastSeenMs) });
    for (const { name, lastGoodMs, overdue } of sources) {
      say(context, overdue ? checkAliveTexts.overdue : checkAliveTexts.good, { source: printable(name), time: lastGoodMs === undefined ? '-' : formatTime(lastGoodMs) });
    }
  },
  exitCode: ({ running, sources }) => (running && !sources.some(({ overdue }) => overdue) ? EXIT.ok : EXIT.failed),
};

export const checkAliveSetCommand: VerbCommand<'check-alive.set'> = {
  usage: 'check-alive --enable | --disable',
  example: 'check-alive --enable',
  summary: { ja: '毎日自動で確かめるかどうかを決める', en: 'have the operating system check that daily, or no more' },
  options: { enable: { type: 'boolean', summary: checkAliveTexts.enable }, disable: { type: 'boolean', summary: checkAliveTexts.disable } },
  request: words => {
    noWords(words);
    if (words.flag('enable') === words.flag('disable')) throw new UsageError(complaintTexts.exclusive, { first: '--enable', second: '--disable' });
    return { verb: 'check-alive.set', params: { enabled: words.flag('enable') } };
  },
  render: ({ enabled }, context) => say(context, enabled ? checkAliveTexts.enabled : checkAliveTexts.disabled),
};
