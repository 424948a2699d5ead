import type { pluginInstallErrors } from '../../terms/errors/plugin-install-errors.js';
import type { ErrorText } from './error-text.js';

export const pluginInstallErrorTexts: Readonly<Record<keyof typeof pluginInstallErrors, ErrorText>> = {
  'plugin.source-missing': {
    ja: { cause: '指定された場所に、プラグインのフォルダやファイル（.tgz）がありません。', remedy: '場所を確かめてください。フォルダの場合は、すぐ下にpackage.jsonが必要です。名前で入れる場合は「./」を付けずに書いてください。' },
    en: { cause: 'There is no plugin folder or package file (.tgz) at that place.', remedy: 'Check the place. A folder needs a package.json directly inside it. To install by name, write the name without "./".' },
  },
  'plugin.bad-package-name': {
    ja: { cause: 'パッケージの名前として使えません。', remedy: '「名前」「名前@版」「@組織/名前@版」のいずれかの形で書いてください。フォルダやファイルは「./」で始めてください。' },
    en: { cause: 'That cannot be the name of a package.', remedy: 'Write name, name@version or @group/name@version. Begin a folder or file with "./".' },
  },
  'plugin.npm-missing': {
    ja: { cause: 'パッケージを名前で取り寄せるために必要な「npm」が、このPCに見つかりません。', remedy: 'npm（Node.jsに付属）を入れてから、もう一度試してください。プラグインの.tgzファイルやフォルダを受け取って指定すれば、npmがなくても入れられます。' },
    en: { cause: 'Fetching a package by name needs the program "npm", which is not on this PC.', remedy: 'Install npm (it comes with Node.js) and try again. A plugin\'s .tgz file or folder can be installed without it.' },
  },
  'plugin.package-unavailable': {
    ja: { cause: 'パッケージを取り寄せられませんでした。', remedy: '名前と版のつづり、ネットワークの接続を確かめて、もう一度試してください。社内のレジストリやプロキシを使う場合は、npmの設定を確かめてください。' },
    en: { cause: 'The package could not be fetched.', remedy: 'Check the name, the version and the network connection, and try again. Where an office has a registry or proxy of its own, check npm\'s settings.' },
  },
  'plugin.bad-archive': {
    ja: { cause: 'プラグインのファイル（.tgz）が壊れているか、形式が違うため読めません。', remedy: 'もう一度ダウンロードするか、作者に正しいファイルをもらってください。' },
    en: { cause: 'The plugin\'s package file (.tgz) is damaged or of another kind, so it cannot be read.', remedy: 'Download it again, or ask the author for a correct file.' },
  },
  'plugin.unsafe-package': {
    ja: { cause: 'プラグインの中に、危険なため受け入れられないものがあります（フォルダの外を指すもの、リンク、使えない名前、同じ名前の重なりなど）。何も入れていません。', remedy: '信頼できる入手先かどうか確かめ、表示された名前と理由を作者に伝えてください。' },
    en: { cause: 'The plugin contains something that is not safe to accept (a path that leaves its folder, a link, a forbidden name, names that collide). Nothing was installed.', remedy: 'Make sure that you trust where it came from, and tell its author the name and the reason shown.' },
  },
  'plugin.package-too-large': {
    ja: { cause: 'プラグインが大きすぎるか、ファイルの数が多すぎます。何も入れていません。', remedy: '入れようとしたものが正しいか確かめてください。正しい場合は、不要なファイルを除くよう作者に伝えてください。' },
    en: { cause: 'The plugin is too large or has too many files. Nothing was installed.', remedy: 'Make sure it is what you meant to install. If it is, ask its author to leave out what is not needed.' },
  },
  'plugin.file-missing': {
    ja: { cause: 'プラグインの説明ファイルに書かれたファイルが、プラグインの中にありません。', remedy: '作者に知らせるか、修正された版を入れてください。作者の方は、先にビルドが必要でないか確かめてください。' },
    en: { cause: 'The plugin does not contain a file that its description names.', remedy: 'Tell its author, or install a corrected version. If you are the author: it may have to be built first.' },
  },
  'plugin.proposed-api': {
    ja: { cause: 'このプラグインは、今後変わるかもしれない試験的な機能を使います。', remedy: '更新で動かなくなってもよい場合は、--allow-proposed を付けてもう一度実行してください。' },
    en: { cause: 'This plugin uses parts of Mamori that are being tried out and may still change.', remedy: 'If it may stop working with an update, run the command again with --allow-proposed.' },
  },
  'plugin.consent-needed': {
    ja: { cause: 'このプラグインを入れるには、何を許すかについての同意が必要ですが、ここでは質問できません。何も入れていません。', remedy: '端末で実行するか、--yes（すべて許す）または --grant（許すものだけを並べる。なければ none）を付けてください。' },
    en: { cause: 'Somebody has to agree to what this plugin may do, and nobody can be asked here. Nothing was installed.', remedy: 'Run the command on a terminal, or add --yes (allow all it asks for) or --grant with what you allow ("none" for nothing).' },
  },
  'plugin.proposal-gone': {
    ja: { cause: '同意の確認中だったプラグインの内容が、もう残っていません。何も入れていません。', remedy: 'もう一度 mamori plugin install を実行してください。' },
    en: { cause: 'The plugin that you were asked about is no longer waiting for an answer. Nothing was installed.', remedy: 'Run mamori plugin install again.' },
  },
  'plugin.built-in': {
    ja: { cause: 'これはMamoriに含まれているプラグインなので、取り除いたり置き換えたりはできません。', remedy: '使わない場合は mamori plugin disable で無効にしてください。' },
    en: { cause: 'This plugin is part of Mamori and cannot be removed or replaced.', remedy: 'If you do not want it, switch it off with mamori plugin disable.' },
  },
  'plugin.not-stored': {
    ja: { cause: 'プラグインのファイルを読み書きできませんでした。', remedy: 'ディスクの空き容量と、フォルダを使う権限を確かめて、もう一度試してください。入っていたプラグインはそのままです。' },
    en: { cause: 'The plugin\'s files could not be read or written.', remedy: 'Check free disk space and access to the folders, and try again. What was installed before is unchanged.' },
  },
  'plugin.damaged': {
    ja: { cause: 'プラグインのファイルが、入れたときの内容と違います。', remedy: '自分で変えた覚えがない場合は mamori plugin remove で取り除き、信頼できる入手先からもう一度入れてください。' },
    en: { cause: 'The plugin\'s files are not what they were when it was installed.', remedy: 'If you did not change them yourself, remove the plugin with mamori plugin remove and install it again from a source you trust.' },
  },
};
