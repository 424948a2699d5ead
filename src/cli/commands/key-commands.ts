import { CodedError } from '../../base/coded-error.js';
import { agentErrors } from '../../terms/errors/agent-errors.js';
import { complaintTexts } from '../../texts/cli/complaint-texts.js';
import { listingTexts, slotKindTexts } from '../../texts/cli/listing-texts.js';
import { optionTexts } from '../../texts/cli/option-texts.js';
import { outcomeTexts } from '../../texts/cli/outcome-texts.js';
import { inLanguage } from '../../texts/text.js';
import { UsageError, type VerbCommand } from '../command.js';
import { formatTime, printable } from '../render/format-values.js';
import { say } from '../render/render-context.js';
import { tableLines } from '../render/table.js';
import { defined, noWords } from './shared.js';

export const keyListCommand: VerbCommand<'key.list'> = {
  usage: 'key list',
  example: 'key list',
  summary: { ja: '保管庫を開く方法（スロット）の一覧', en: 'the ways to open the vault' },
  options: {},
  request: words => {
    noWords(words, 1);
    return { verb: 'key.list', params: {} };
  },
  render: (slots, context) => {
    const title = (key: keyof typeof listingTexts) => inLanguage(listingTexts[key], context.language);
    const rows = slots.map(slot => [printable(slot.slot), inLanguage(slotKindTexts[slot.kind], context.language), formatTime(slot.createdMs), printable(slot.label)]);
    for (const line of tableLines([{ title: title('slot') }, { title: title('kind') }, { title: title('created') }, { title: title('label') }], rows)) context.line(line);
  },
};

export const keyAddCommand: VerbCommand<'key.add'> = {
  usage: 'key add [--label TEXT] [--administrator PUBLIC-KEY]',
  example: 'key add --label "office safe"',
  summary: { ja: 'パスフレーズを追加する（MAMORI_PASSPHRASE または端末で入力）', en: 'add a passphrase, from MAMORI_PASSPHRASE or asked for on a terminal' },
  options: {
    label: { type: 'string', value: 'TEXT', summary: optionTexts.label },
    administrator: { type: 'string', value: 'PUBLIC-KEY', summary: optionTexts.administrator },
  },
  request: words => {
    noWords(words, 1);
    const publicKey = words.text('administrator');
    return { verb: 'key.add', params: { kind: publicKey === undefined ? 'passphrase' : 'administrator', label: words.text('label') ?? '', ...defined({ publicKey }) } };
  },
  complete: async (request, person) => {
    if (request.params.kind !== 'passphrase') return request;
    const passphrase = await person.newPassphrase();
    if (!passphrase) throw CodedError.of(agentErrors, 'agent.passphrase-needed', 'key add needs a passphrase');
    return { ...request, params: { ...request.params, passphrase } };
  },
  render: ({ slot }, context) => say(context, outcomeTexts.slotAdded, { slot: printable(slot) }),
};

export const keyRemoveCommand: VerbCommand<'key.remove'> = {
  usage: 'key remove SLOT',
  example: 'key remove SLOT',
  summary: { ja: 'スロットを削除する', en: 'take a way to open the vault away' },
  options: {},
  request: words => {
    const [slot, ...rest] = words.positionals.slice(1);
    if (slot === undefined || rest.length > 0) throw new UsageError(complaintTexts.onlyOne, { what: 'SLOT' });
    return { verb: 'key.remove', params: { slot } };
  },
  render: ({ removed }, context) => say(context, outcomeTexts.slotRemoved, { slot: printable(removed) }),
};

export const keyRotateCommand: VerbCommand<'key.rotate'> = {
  usage: 'key rotate',
  example: 'key rotate',
  summary: { ja: '以後のデータを守る鍵を新しくする', en: 'protect data from now on with a new key' },
  options: {},
  request: words => {
    noWords(words, 1);
    return { verb: 'key.rotate', params: {} };
  },
  render: ({ epoch }, context) => say(context, outcomeTexts.rotated, { epoch }),
};

export const keyRecoveryCodeCommand: VerbCommand<'key.recovery-code'> = {
  usage: 'key recovery-code',
  example: 'key recovery-code',
  summary: { ja: '復旧コードを新しく作る', en: 'make a new recovery code' },
  options: {},
  request: words => {
    noWords(words, 1);
    return { verb: 'key.recovery-code', params: {} };
  },
  render: ({ recoveryCode, earlierSlots }, context) => {
    say(context, outcomeTexts.recoveryCode, { code: recoveryCode });
    if (earlierSlots.length === 0) return;
    say(context, outcomeTexts.earlierCodes);
    for (const slot of earlierSlots) context.line(`  ${printable(slot)}`);
  },
};
