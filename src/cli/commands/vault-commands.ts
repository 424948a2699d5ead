import { inLanguage } from '../../texts/text.js';
import { listingTexts } from '../../texts/cli/listing-texts.js';
import { outcomeTexts } from '../../texts/cli/outcome-texts.js';
import { describeError } from '../../texts/describe-error.js';
import { UsageError, type VerbCommand } from '../command.js';
import { EXIT } from '../exit-code.js';
import { formatBytes, formatTime, printable } from '../render/format-values.js';
import { say } from '../render/render-context.js';
import { tableLines } from '../render/table.js';
import { defined, noWords } from './shared.js';

export const verifyCommand: VerbCommand<'verify'> = {
  usage: 'verify [--packs] [--read-data[=PERCENT]]',
  summary: { ja: '保管庫の検証', en: 'check the vault; --packs hashes packs, --read-data opens content' },
  options: { packs: { type: 'boolean' }, 'read-data': { type: 'string', bareValue: '100' } },
  request: words => {
    noWords(words);
    const percent = words.text('read-data');
    if (percent !== undefined && !(Number(percent) > 0 && Number(percent) <= 100)) throw new UsageError('--read-data takes a percentage above 0 and up to 100');
    return { verb: 'verify', params: { packs: words.flag('packs'), ...defined({ readDataPercent: percent === undefined ? undefined : Number(percent) }) } };
  },
  render: (result, context) => {
    const values = { objects: result.objects, bytes: formatBytes(result.checkedBytes), damaged: result.damage.length };
    say(context, result.damage.length === 0 ? outcomeTexts.verified : outcomeTexts.verifiedDamage, values);
    for (const { object, code } of result.damage) context.line(`  ${object}: [${code}] ${describeError(code, context.language).cause}`);
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
  usage: 'rebuild-catalog',
  summary: { ja: '目録を保管庫から作り直す', en: 'make the local catalog anew from the vault' },
  options: {},
  request: words => {
    noWords(words);
    return { verb: 'rebuild-catalog', params: {} };
  },
  render: ({ sources, versions }, context) => say(context, outcomeTexts.rebuilt, { sources, versions }),
};

export const gcCommand: VerbCommand<'gc'> = {
  usage: 'gc',
  summary: { ja: '不要になったデータを整理して容量を空ける', en: 'collect what no version needs any more' },
  options: {},
  request: words => {
    noWords(words);
    return { verb: 'gc', params: {} };
  },
  render: ({ droppedVersions, deletedObjects, freedBytes }, context) =>
    say(context, outcomeTexts.collected, { dropped: droppedVersions, deleted: deletedObjects, freed: formatBytes(freedBytes) }),
};

export const keyListCommand: VerbCommand<'key.list'> = {
  usage: 'key list|add|remove SLOT|rotate|recovery-code',
  summary: { ja: '保管庫を開く鍵の管理', en: 'manage the ways to open the vault' },
  options: {},
  request: () => ({ verb: 'key.list', params: {} }),
  render: (slots, context) => {
    const title = (key: keyof typeof listingTexts) => inLanguage(listingTexts[key], context.language);
    const rows = slots.map(slot => [slot.slot, slot.kind, formatTime(slot.createdMs), printable(slot.label)]);
    for (const line of tableLines([{ title: title('slot') }, { title: title('kind') }, { title: title('created') }, { title: title('label') }], rows)) context.line(line);
  },
};

export const keyAddCommand: VerbCommand<'key.add'> = {
  ...({ usage: 'key add [--label TEXT] [--administrator PUBLIC-KEY]   (the passphrase comes from MAMORI_PASSPHRASE or is asked for)', summary: keyListCommand.summary }),
  options: { label: { type: 'string' }, administrator: { type: 'string' } },
  request: words => {
    const publicKey = words.text('administrator');
    return { verb: 'key.add', params: { kind: publicKey === undefined ? 'passphrase' : 'administrator', label: words.text('label') ?? '', ...defined({ publicKey }) } };
  },
  render: ({ slot }, context) => say(context, outcomeTexts.slotAdded, { slot }),
};

export const keyRemoveCommand: VerbCommand<'key.remove'> = {
  ...({ usage: 'key remove SLOT', summary: keyListCommand.summary, options: {} }),
  request: words => {
    const [slot, ...rest] = words.positionals.slice(1);
    if (slot === undefined || rest.length > 0) throw new UsageError('key remove takes one SLOT');
    return { verb: 'key.remove', params: { slot } };
  },
  render: ({ removed }, context) => say(context, outcomeTexts.slotRemoved, { slot: removed }),
};

export const keyRotateCommand: VerbCommand<'key.rotate'> = {
  ...({ usage: 'key rotate', summary: keyListCommand.summary, options: {} }),
  request: () => ({ verb: 'key.rotate', params: {} }),
  render: ({ epoch }, context) => say(context, outcomeTexts.rotated, { epoch }),
};

export const keyRecoveryCodeCommand: VerbCommand<'key.recovery-code'> = {
  ...({ usage: 'key recovery-code', summary: keyListCommand.summary, options: {} }),
  request: () => ({ verb: 'key.recovery-code', params: {} }),
  render: ({ recoveryCode }, context) => say(context, outcomeTexts.recoveryCode, { code: recoveryCode }),
};

export const doctorCommand: VerbCommand<'doctor'> = {
  usage: 'doctor',
  summary: { ja: '環境の診断', en: 'check this installation and say what to do' },
  options: {},
  request: words => {
    noWords(words);
    return { verb: 'doctor', params: {} };
  },
  render: ({ checks }, context) => {
    const marks = { ok: '✓', warning: '!', problem: '✗' } as const;
    for (const check of checks) {
      context.line(`${marks[check.state]} ${check.name}: ${printable(check.detail)}`);
      if (check.code) context.line(`    ${describeError(check.code, context.language).remedy}`);
    }
  },
  exitCode: ({ checks }) => (checks.some(check => check.state === 'problem') ? EXIT.failed : EXIT.ok),
};
