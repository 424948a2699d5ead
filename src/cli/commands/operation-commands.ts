import { complaintTexts } from '../../texts/cli/complaint-texts.js';
import { optionTexts } from '../../texts/cli/option-texts.js';
import { inLanguage } from '../../texts/text.js';
import { listingTexts } from '../../texts/cli/listing-texts.js';
import { outcomeTexts } from '../../texts/cli/outcome-texts.js';
import { UsageError, type VerbCommand } from '../command.js';
import { failuresCsv } from '../render/failures-csv.js';
import { printable } from '../render/format-values.js';
import { operationLines, operationsCsv, renderOperation } from '../render/operations.js';
import { say } from '../render/render-context.js';
import { defined, noWords, wholeNumber } from './shared.js';

/** As the list prints it: 000042-0, also without what follows the dash. */
const OPERATION_NUMBER = /^\d{1,9}(-\d{1,9})?$/;

export const operationsCommand: VerbCommand<'operations'> = {
  usage: 'runs --restores | --deletions [NO] [--page N] [--csv FILE]',
  example: 'runs --restores',
  summary: { ja: '復元履歴または削除履歴、番号を付けるとその詳細', en: 'the history of restores, or that of deletions, newest first; with a number its details' },
  options: {
    restores: { type: 'boolean', summary: optionTexts.restores },
    deletions: { type: 'boolean', summary: optionTexts.deletions },
    page: { type: 'string', value: 'N', summary: optionTexts.page },
    csv: { type: 'string', value: 'FILE', summary: optionTexts.operationsCsv },
  },
  request: words => {
    noWords(words, 1);
    if (words.flag('restores') && words.flag('deletions')) throw new UsageError(complaintTexts.exclusive, { first: '--restores', second: '--deletions' });
    const [number] = words.positionals;
    if (number !== undefined && !OPERATION_NUMBER.test(number)) throw new UsageError(complaintTexts.notARunNumber, { word: number });
    return { verb: 'operations', params: { kind: words.flag('restores') ? 'restore' : 'delete', page: wholeNumber(words.text('page'), '--page') ?? 1, ...defined({ number }) } };
  },
  render: ({ operations, page, pages }, context, words) => {
    const [number] = words.positionals;
    const csv = words.text('csv');
    const kind = words.flag('restores') ? 'restore' : 'delete';
    if (csv !== undefined) {
      context.write(csv, number === undefined ? operationsCsv(kind, operations, context.language) : failuresCsv(operations.flatMap(({ errors }) => errors), context.language));
      return say(context, outcomeTexts.csvWritten, { file: printable(csv) });
    }
    if (operations.length === 0) return page > 1 ? say(context, listingTexts.noSuchPage, { page, pages }) : say(context, listingTexts.noOperations);
    if (number !== undefined) {
      for (const [index, operation] of operations.entries()) {
        if (index > 0) context.line('');
        renderOperation(operation, context);
      }
      return;
    }
    for (const line of operationLines(kind, operations, context.language)) context.line(line);
    if (pages > 1) context.line(inLanguage(listingTexts.page, context.language, { page, pages }));
  },
};
