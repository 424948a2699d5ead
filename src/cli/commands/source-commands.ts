import { complaintTexts } from '../../texts/cli/complaint-texts.js';
import { optionTexts } from '../../texts/cli/option-texts.js';
import { outcomeTexts } from '../../texts/cli/outcome-texts.js';
import { UsageError, type VerbCommand } from '../command.js';
import { printable } from '../render/format-values.js';
import { say } from '../render/render-context.js';
import { defined, noWords } from './shared.js';

export const sourceListCommand: VerbCommand<'source.list'> = {
  usage: 'source list',
  example: 'source list',
  summary: { ja: 'バックアップ元の一覧', en: 'what is backed up' },
  options: {},
  request: words => {
    noWords(words, 1);
    return { verb: 'source.list', params: {} };
  },
  render: (sources, context) => {
    if (sources.length === 0) say(context, outcomeTexts.noSources);
    for (const source of sources) context.line(`${printable(source.id.slice(0, 8))}  ${printable(source.name)}  ${printable(source.root)}`);
  },
};

export const sourceAddCommand: VerbCommand<'source.add'> = {
  usage: 'source add FOLDER [--name NAME]',
  example: 'source add ~/Documents --name Documents',
  summary: { ja: 'バックアップ元を追加する', en: 'back up one more folder' },
  options: { name: { type: 'string', value: 'NAME', summary: optionTexts.sourceName } },
  request: (words, place) => {
    const [folder, ...rest] = words.positionals.slice(1);
    if (!folder || rest.length > 0) throw new UsageError(complaintTexts.onlyOne, { what: 'FOLDER' });
    return { verb: 'source.add', params: { path: place.absolute(folder), ...defined({ name: words.text('name') }) } };
  },
  render: (source, context) => say(context, outcomeTexts.sourceAdded, { name: printable(source.name), root: printable(source.root) }),
};

export const sourceRemoveCommand: VerbCommand<'source.remove'> = {
  usage: 'source remove NAME|ID',
  example: 'source remove Documents',
  summary: { ja: 'バックアップ元の設定を削除する（版は残ります）', en: 'stop backing a source up; its versions stay in the vault' },
  options: {},
  request: words => {
    const [source, ...rest] = words.positionals.slice(1);
    if (source === undefined || rest.length > 0) throw new UsageError(complaintTexts.onlyOne, { what: 'NAME|ID' });
    return { verb: 'source.remove', params: { source } };
  },
  render: ({ removed }, context) => say(context, outcomeTexts.sourceRemoved, { name: printable(removed) }),
};

export const sourceRenameCommand: VerbCommand<'source.rename'> = {
  usage: 'source rename NAME|ID NEW-NAME | --device NEW-NAME',
  example: 'source rename Documents "Office documents"',
  summary: { ja: 'バックアップ先フォルダ名を変える（バックアップ元またはこのPCの名前）', en: 'change the name at the destination, of a source or of this PC' },
  options: { device: { type: 'boolean', summary: optionTexts.renameDevice } },
  request: words => {
    const names = words.positionals.slice(1);
    const [name = '', source] = names.toReversed();
    if (name === '' || source === '' || names.length !== (words.flag('device') ? 1 : 2)) throw new UsageError(complaintTexts.nameAndNewName);
    return { verb: 'source.rename', params: { name, ...defined({ source }) } };
  },
  render: ({ was, name }, context) => say(context, outcomeTexts.renamed, { was: printable(was), name: printable(name) }),
};

export const sourceSeparateCommand: VerbCommand<'source.separate'> = {
  usage: 'source separate [--name DEVICE]',
  example: 'source separate --name "office copy"',
  summary: { ja: '複製されたPCを、保管庫の中で別のPCとして続ける', en: 'on a copied PC: go on as a device of its own' },
  options: { name: { type: 'string', value: 'DEVICE', summary: optionTexts.deviceName } },
  request: words => {
    noWords(words, 1);
    return { verb: 'source.separate', params: { ...defined({ name: words.text('name') }) } };
  },
  render: ({ device, sources }, context) => {
    say(context, outcomeTexts.separated, { device: printable(device) });
    for (const source of sources) context.line(`  ${printable(source.name)}  ${printable(source.root)}`);
  },
};
