import { complaintTexts } from '../../texts/cli/complaint-texts.js';
import { optionTexts } from '../../texts/cli/option-texts.js';
import { outcomeTexts } from '../../texts/cli/outcome-texts.js';
import { describeError } from '../../texts/describe-error.js';
import { UsageError, type VerbCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { formatBytes, printable } from '../render/format-values.js';
import { say } from '../render/render-context.js';
import { defined, noWords } from './shared.js';

export const verifyCommand: VerbCommand<'verify'> = {
  usage: 'verify [--packs] [--read-data[=PERCENT]]',
  example: 'verify --read-data=10',
  summary: { ja: '保管庫の検証', en: 'check the vault; --packs hashes packs, --read-data opens content' },
  options: {
    packs: { type: 'boolean', summary: optionTexts.packs },
    'read-data': { type: 'string', value: 'PERCENT', bareValue: '100', summary: optionTexts.readData },
  },
  request: words => {
    noWords(words);
    const percent = words.text('read-data');
    if (percent !== undefined && !(/^\d{1,3}(\.\d{1,2})?$/.test(percent) && Number(percent) > 0 && Number(percent) <= 100)) {
      throw new UsageError(complaintTexts.percentage, { option: '--read-data' });
    }
    return { verb: 'verify', params: { packs: words.flag('packs'), ...defined({ readDataPercent: percent === undefined ? undefined : Number(percent) }) } };
  },
  render: (result, context) => {
    const values = { objects: result.objects, bytes: formatBytes(result.checkedBytes), damaged: result.damage.length };
    say(context, result.damage.length > 0 ? outcomeTexts.verifiedDamage : result.checkedBytes > 0 ? outcomeTexts.verifiedContent : outcomeTexts.verified, values);
    for (const { object, code } of result.damage) context.line(`  ${printable(object)}: [${printable(code)}] ${describeError(code, context.language).cause}`);
    if (result.level === 'data') say(context, outcomeTexts.coverage, { percent: Math.floor(result.coveredPercent) });
    if (result.affected.length > 0) {
      say(context, outcomeTexts.affected);
      for (const { source, path, version } of result.affected) context.line(`  ${printable(source)}: ${printable(path)} (${version})`);
      if (result.damage[0]) context.line(describeError(result.damage[0].code, context.language).remedy);
    }
  },
  exitCode: ({ damage }) => (damage.length > 0 ? EXIT.partial : EXIT.ok),
};

export const rebuildCatalogCommand: VerbCommand<'rebuild-catalog'> = {
  usage: 'rebuild-catalog [--accept]',
  example: 'rebuild-catalog',
  summary: { ja: '目録を保管庫から作り直す', en: 'make the local catalog anew from the vault' },
  options: { accept: { type: 'boolean', summary: optionTexts.accept } },
  request: words => {
    noWords(words);
    return { verb: 'rebuild-catalog', params: { accept: words.flag('accept') } };
  },
  render: ({ sources, versions }, context) => say(context, outcomeTexts.rebuilt, { sources, versions }),
};

export const gcCommand: VerbCommand<'gc'> = {
  usage: 'gc [--discard-damaged]',
  example: 'gc',
  summary: { ja: '不要になったデータを整理して容量を空ける', en: 'collect what no version needs any more' },
  options: { 'discard-damaged': { type: 'boolean', summary: optionTexts.discardDamaged } },
  request: words => {
    noWords(words);
    return { verb: 'gc', params: { discardDamaged: words.flag('discard-damaged') } };
  },
  render: ({ droppedVersions, deletedObjects, freedBytes }, context) => (droppedVersions === 0 && deletedObjects === 0 ? say(context, outcomeTexts.nothingToCollect)
    : say(context, outcomeTexts.collected, { dropped: droppedVersions, deleted: deletedObjects, freed: formatBytes(freedBytes) })),
};
