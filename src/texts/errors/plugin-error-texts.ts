import type { pluginErrors } from '../../terms/errors/plugin-errors.js';
import type { ErrorText } from './error-text.js';

export const pluginErrorTexts: Readonly<Record<keyof typeof pluginErrors, ErrorText>> = {
  'plugin.manifest-invalid': {
    ja: { cause: 'プラグインの説明ファイル（package.json）に誤りがあるため、このプラグインは使えません。', remedy: '表示された項目と理由をプラグインの作者に伝えるか、修正された版を入れてください。ほかのプラグインとバックアップには影響ありません。' },
    en: { cause: 'The plugin\'s description file (package.json) has a mistake, so this plugin cannot be used.', remedy: 'Tell the plugin\'s author the field and the reason shown, or install a corrected version. Other plugins and your backups are not affected.' },
  },
  'plugin.engine-mismatch': {
    ja: { cause: 'このプラグインは、別の版のMamori向けに作られています。', remedy: 'Mamoriを更新するか、この版のMamoriに対応したプラグインを入れてください。' },
    en: { cause: 'This plugin was made for another version of Mamori.', remedy: 'Update Mamori, or install a version of the plugin that fits this version of Mamori.' },
  },
  'plugin.duplicate-contribution': {
    ja: { cause: 'すでに入っている別のプラグインが、同じ名前の機能を追加しています。', remedy: 'どちらか一方のプラグインだけを残してください。先に入っていたプラグインはそのまま使えます。' },
    en: { cause: 'Another installed plugin already adds something with the same name.', remedy: 'Keep only one of the two plugins. The one that was there first goes on working.' },
  },
  'plugin.bad-message': {
    ja: { cause: 'プラグインとのやり取りに、決められた形になっていない内容がありました。その操作は行われていません。', remedy: '繰り返し起きるときは、プラグインを新しい版にするか無効にして、作者に記録（mamori export-logs）を送ってください。' },
    en: { cause: 'Something that was sent to or from a plugin did not have the agreed form. That operation was not carried out.', remedy: 'If it happens again, update or disable the plugin and send its author the log (mamori export-logs).' },
  },
  'plugin.failed': {
    ja: { cause: 'プラグインの処理が途中で失敗しました。', remedy: '表示された内容を確かめて、もう一度試してください。続くときはプラグインの作者に知らせてください。保存済みの版には影響ありません。' },
    en: { cause: 'A plugin failed at its work.', remedy: 'Look at the message shown and try again. If it goes on, tell the plugin\'s author. Versions already saved are not affected.' },
  },
  'plugin.protocol-mismatch': {
    ja: { cause: 'Mamori本体とプラグインを動かす部分の版が違うため、プラグインを動かせません。更新の途中だった可能性があります。', remedy: 'Mamoriを一度止めて、もう一度起動してください。直らないときはMamoriを入れ直してください。' },
    en: { cause: 'Mamori and the part of it that runs plugins are of different versions, so plugins cannot run. An update may have been interrupted.', remedy: 'Stop Mamori and start it again. If that does not help, install Mamori again.' },
  },
  'plugin.host-gone': {
    ja: { cause: 'プラグインを動かしていたプログラムが、処理の途中で終了しました。', remedy: 'プラグインは自動的に起動し直されます。少し待ってからもう一度試してください。続くときは、そのプラグインを無効にしてください。' },
    en: { cause: 'The program that ran the plugin ended before its work was done.', remedy: 'It is started again by itself: wait a moment and try again. If it goes on, disable the plugin.' },
  },
  'plugin.too-many-calls': {
    ja: { cause: 'プラグインへの依頼がたまりすぎているため、新しい依頼を受け付けられません。', remedy: '少し待ってからもう一度試してください。続くときは、そのプラグインを無効にしてください。' },
    en: { cause: 'Too much work is waiting for a plugin, so no more can be taken on.', remedy: 'Wait a moment and try again. If it goes on, disable the plugin.' },
  },
  'plugin.state-full': {
    ja: { cause: 'プラグインが、自分用に許された量（1 MiB）より多くの値を残そうとしました。', remedy: 'プラグインの作者に知らせてください。バックアップには影響ありません。' },
    en: { cause: 'A plugin wanted to keep more values than the 1 MiB it may have.', remedy: 'Tell its author. Your backups are not affected.' },
  },
  'plugin.unknown': {
    ja: { cause: 'その名前のプラグインは入っていません。', remedy: 'mamori plugin list で、入っているプラグインの名前を確かめてください。' },
    en: { cause: 'There is no plugin of that name here.', remedy: 'Look up the names of the installed plugins with mamori plugin list.' },
  },
  'plugin.disabled': {
    ja: { cause: 'このプラグインは無効になっています。自分で無効にしたか、何度も異常終了したために止められました。', remedy: '使うには mamori plugin enable で有効に戻してください。異常終了が続くときは、先に新しい版にするか、作者に知らせてください。' },
    en: { cause: 'This plugin is disabled: either somebody switched it off, or it was stopped because it crashed again and again.', remedy: 'Switch it on again with mamori plugin enable. If it keeps crashing, update it first or tell its author.' },
  },
  'plugin.activation-failed': {
    ja: { cause: 'プラグインを始められませんでした。', remedy: 'もう一度試してください。続くときは、表示された内容をプラグインの作者に知らせてください。ほかのプラグインとバックアップには影響ありません。' },
    en: { cause: 'The plugin could not be started.', remedy: 'Try again. If it goes on, tell the plugin\'s author the message shown. Other plugins and your backups are not affected.' },
  },
  'plugin.unresponsive': {
    ja: { cause: 'プラグインが応答しなくなったため、動かしていたプログラムを終了させました。', remedy: 'もう一度試してください。続くときは、そのプラグインを無効にして、作者に記録（mamori export-logs）を送ってください。' },
    en: { cause: 'The plugin stopped answering, so the program that ran it was ended.', remedy: 'Try again. If it goes on, disable the plugin and send its author the log (mamori export-logs).' },
  },
  'plugin.busy': {
    ja: { cause: 'プラグインの処理が遅れており、前の依頼がまだ終わっていません。', remedy: '少し待ってからもう一度試してください。続くときは、そのプラグインを無効にしてください。' },
    en: { cause: 'The plugin is slow: it has not finished what it was asked before.', remedy: 'Wait a moment and try again. If it goes on, disable the plugin.' },
  },
};
