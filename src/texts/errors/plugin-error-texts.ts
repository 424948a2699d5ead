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
  'plugin.all-off': {
    ja: { cause: 'プラグインを使わない設定（--no-plugins）で動いているため、プラグインの機能は使えません。', remedy: 'mamori stop で止めてから、--no-plugins を付けずに起動し直してください。' },
    en: { cause: 'Mamori runs without plugins (--no-plugins), so nothing of theirs can be used.', remedy: 'Stop it with mamori stop and start it again without --no-plugins.' },
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
  'plugin.capability-missing': {
    ja: { cause: 'プラグインが、許可されていないことをしようとしました。その操作は行われていません。', remedy: '必要な操作であれば、プラグインを入れ直して、表示された権限を許可してください。心当たりがないときは、そのプラグインを無効にしてください。' },
    en: { cause: 'A plugin tried to do something that it was not allowed to. It was not done.', remedy: 'If you want the plugin to do this, install it again and allow the capability shown. If you did not expect it, disable the plugin.' },
  },
  'plugin.proposal-missing': {
    ja: { cause: 'プラグインが、まだ正式でない機能を、使うと宣言せずに使おうとしました。', remedy: 'プラグインの作者に知らせてください。バックアップには影響ありません。' },
    en: { cause: 'A plugin tried to use a part of the interface that is not final yet without declaring it.', remedy: 'Tell its author. Your backups are not affected.' },
  },
  'plugin.not-contributed': {
    ja: { cause: 'プラグインが、説明ファイルに書かれていない機能を追加しようとしました。', remedy: 'プラグインを新しい版にするか、作者に知らせてください。バックアップには影響ありません。' },
    en: { cause: 'A plugin tried to add something that its description file does not list.', remedy: 'Update the plugin or tell its author. Your backups are not affected.' },
  },
  'plugin.duplicate-command': {
    ja: { cause: 'プラグインが、同じコマンドの処理を二重に登録しようとしました。', remedy: 'プラグインの作者に知らせてください。最初に登録された処理はそのまま使えます。' },
    en: { cause: 'A plugin tried to register an action for the same command twice.', remedy: 'Tell its author. The action that was registered first goes on working.' },
  },
  'plugin.duplicate-handler': {
    ja: { cause: 'プラグインが、同じ機能の処理を二重に登録しようとしました。', remedy: 'プラグインの作者に知らせてください。最初に登録された処理はそのまま使えます。' },
    en: { cause: 'A plugin tried to register the same function twice.', remedy: 'Tell its author. What was registered first goes on working.' },
  },
  'plugin.not-active': {
    ja: { cause: 'すでに止められたプラグインが、処理を続けようとしました。', remedy: '何もする必要はありません。繰り返し記録されるときは、プラグインの作者に知らせてください。' },
    en: { cause: 'A plugin that has been stopped tried to go on working.', remedy: 'There is nothing to do. If this is logged again and again, tell the plugin\'s author.' },
  },
  'plugin.no-handler': {
    ja: { cause: 'プラグインは、説明ファイルに書かれた機能の処理を用意していません。', remedy: 'プラグインを新しい版にするか、作者に知らせてください。' },
    en: { cause: 'The plugin lists this function in its description file but does not carry it out.', remedy: 'Update the plugin or tell its author.' },
  },
  'plugin.limit-reached': {
    ja: { cause: 'プラグインが、一つのプラグインに許された数を超えて登録しようとしたか、短い間に多くのお知らせを出そうとしました。', remedy: 'プラグインの作者に知らせてください。バックアップには影響ありません。' },
    en: { cause: 'A plugin tried to register more than one plugin may, or to show many notices within a short time.', remedy: 'Tell its author. Your backups are not affected.' },
  },
  'plugin.unknown-command': {
    ja: { cause: 'その名前のコマンドはありません。コマンドを追加するプラグインが、入っていないか無効になっています。', remedy: 'mamori plugin list で、プラグインが入っていて有効になっているかを確かめてください。' },
    en: { cause: 'There is no command of that name. The plugin that adds it is not installed, or is disabled.', remedy: 'Check with mamori plugin list that the plugin is installed and enabled.' },
  },
  'plugin.command-disabled': {
    ja: { cause: 'そのコマンドは、いまの状態では使えません。', remedy: 'コマンドを使える状態（選んだファイルの種類や数、バックアップの状況など）になってから、もう一度試してください。' },
    en: { cause: 'That command cannot be used in the present situation.', remedy: 'Try again when it can be used: it may depend on the kind or number of the files selected, or on whether a backup is running.' },
  },
  'plugin.unknown-contribution': {
    ja: { cause: '求められた通知先や保存先を追加するプラグインが、入っていないか無効になっています。', remedy: 'mamori plugin list で、プラグインが入っていて有効になっているかを確かめてください。' },
    en: { cause: 'The plugin that adds the notification channel or storage place asked for is not installed, or is disabled.', remedy: 'Check with mamori plugin list that the plugin is installed and enabled.' },
  },
  'plugin.unknown-setting': {
    ja: { cause: 'その名前の設定はありません。', remedy: '設定の名前を確かめてください。設定を追加するプラグインが有効かどうかは mamori plugin list で分かります。' },
    en: { cause: 'There is no setting of that name.', remedy: 'Check the name of the setting. mamori plugin list shows whether the plugin that adds it is enabled.' },
  },
  'plugin.bad-setting': {
    ja: { cause: 'その値は、この設定には使えません。', remedy: '設定の説明にある種類と範囲の値を入れてください。前の値はそのまま残っています。' },
    en: { cause: 'That value cannot be used for this setting.', remedy: 'Enter a value of the kind and range that the setting describes. The value it had before is kept.' },
  },
  'plugin.hook-failed': {
    ja: { cause: 'バックアップの前後に行うプラグインの処理が失敗しました。', remedy: '表示された内容を確かめて、プラグインの設定を見直してください。続くときはプラグインの作者に知らせてください。' },
    en: { cause: 'What a plugin does before or after a backup failed.', remedy: 'Look at the message shown and check the plugin\'s settings. If it goes on, tell the plugin\'s author.' },
  },
  'plugin.hook-timeout': {
    ja: { cause: 'バックアップの前後に行うプラグインの処理が、決められた時間内に終わりませんでした。', remedy: 'プラグインが使う相手（データベースなど）が動いているかを確かめてください。続くときはプラグインの作者に知らせてください。' },
    en: { cause: 'What a plugin does before or after a backup did not end within the time it has.', remedy: 'Check that whatever the plugin works with, such as a database, is running. If it goes on, tell the plugin\'s author.' },
  },
  'plugin.destination-closed': {
    ja: { cause: 'プラグインが提供する保存先との接続が切れました。', remedy: '自動的につなぎ直されます。続くときは、プラグインの設定と接続先を確かめてください。' },
    en: { cause: 'The connection to the storage place that a plugin provides was lost.', remedy: 'It is opened again by itself. If it goes on, check the plugin\'s settings and the place itself.' },
  },
};
