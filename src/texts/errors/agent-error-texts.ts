import type { agentErrors } from '../../terms/errors/agent-errors.js';
import type { ErrorText } from './error-text.js';

export const agentErrorTexts: Readonly<Record<keyof typeof agentErrors, ErrorText>> = {
  'agent.already-running': {
    ja: { cause: 'Mamoriはすでに動いています。', remedy: '「mamori status」で状態を確かめてください。止めるには「mamori stop」を実行してください。' },
    en: { cause: 'Mamori is already running.', remedy: 'See "mamori status". To stop it, run "mamori stop".' },
  },
  'agent.not-set-up': {
    ja: { cause: 'このPCではまだMamoriの準備ができていません。', remedy: '「mamori up 守りたいフォルダ」を実行してください。' },
    en: { cause: 'Mamori is not set up on this PC yet.', remedy: 'Run "mamori up FOLDER" with the folder you want to protect.' },
  },
  'agent.no-source': {
    ja: { cause: '守るフォルダが指定されていません。', remedy: '「mamori up 守りたいフォルダ」のように指定してください。' },
    en: { cause: 'No folder to protect was given.', remedy: 'Give one: "mamori up FOLDER".' },
  },
  'agent.key-needed': {
    ja: { cause: 'この保管庫を開く鍵がこのPCにありません。', remedy: '端末（コマンドを入力する画面）で「mamori up」を実行し、復旧コードまたはパスフレーズを入力してください。管理者が設定する場合は、環境変数 MAMORI_PASSPHRASE に入れておくこともできます。' },
    en: { cause: 'This PC has no key for the vault.', remedy: 'Run "mamori up" on a terminal and type in the recovery code or the passphrase. Whoever sets up PCs can put it into MAMORI_PASSPHRASE instead.' },
  },
  'agent.vault-on-same-disk': {
    ja: { cause: '保管庫が元のファイルと同じディスクにあります。ディスクが壊れると両方失われます。', remedy: 'USBディスクやNASを「--vault 場所」で指定することをお勧めします。' },
    en: { cause: 'The vault lies on the same disk as your files: if that disk fails, both are lost.', remedy: 'Better put it on a USB disk or a NAS with "--vault PLACE".' },
  },
  'agent.other-vault': {
    ja: { cause: 'このPCは別の保管庫を使っています。', remedy: '保管庫を変えるには、別の状態フォルダ（--home）を使うか、今の設定を削除してください。' },
    en: { cause: 'This PC already uses another vault.', remedy: 'Use another state folder (--home) for a second vault, or remove the present settings first.' },
  },
  'agent.unknown-setting': {
    ja: { cause: 'その名前の設定はありません。', remedy: '「mamori config get」で設定の名前を確かめてください。' },
    en: { cause: 'There is no setting of that name.', remedy: 'See "mamori config get" for the names of the settings.' },
  },
  'agent.setting-refused': {
    ja: { cause: 'この設定には、その値を指定できません。', remedy: '指定できる値を確かめて、もう一度実行してください。' },
    en: { cause: 'The setting does not take this value.', remedy: 'Look at what it takes, and run the command again.' },
  },
  'agent.passphrase-needed': {
    ja: { cause: 'パスフレーズが指定されていません。', remedy: '環境変数 MAMORI_PASSPHRASE に入れて、もう一度実行してください。' },
    en: { cause: 'No passphrase was given.', remedy: 'Put it into MAMORI_PASSPHRASE and run the command again.' },
  },
  'agent.passphrase-too-short': {
    ja: { cause: 'パスフレーズが短すぎます。保管庫の複製を手に入れた人は、何度でも試せてしまいます。', remedy: '12文字以上にしてください。関係のない単語をいくつか空白でつなぐと、覚えやすく強いパスフレーズになります。' },
    en: { cause: 'The passphrase is too short: whoever gets a copy of the vault can try as often as they like.', remedy: 'Use 12 characters or more. A few words that have nothing to do with each other are easy to remember and hard to guess.' },
  },
  'agent.passphrase-guessable': {
    ja: { cause: 'このパスフレーズは推測されやすいため使えません（同じ文字の繰り返し、並び順の文字、よく使われる語やPCの名前など）。', remedy: '関係のない単語をいくつか空白でつないだものなど、推測されにくいものにしてください。' },
    en: { cause: 'The passphrase is easy to guess: characters that repeat or stand in a row, words that many use, or the name of the PC.', remedy: 'Use something less usual, such as a few words that have nothing to do with each other.' },
  },
  'agent.label-taken': {
    ja: { cause: 'そのラベルは、保管庫を開く別の方法がすでに使っています。', remedy: '別のラベルを指定するか、「mamori key list」で確かめて、使わないものを「mamori key remove」で削除してください。' },
    en: { cause: 'Another way to open the vault has this label already.', remedy: 'Choose another label, or look at "mamori key list" and take away with "mamori key remove" what you do not need.' },
  },
  'agent.vault-place-unsupported': {
    ja: { cause: 'この種類の場所に保管庫を置くには、その場所を扱うプラグインが必要ですが、使えるものがありません。', remedy: 'フォルダ、USBディスク、NASの場所を指定するか、その場所を扱うプラグインが入っていて有効か「mamori plugin list」で確かめてください。' },
    en: { cause: 'A vault at this kind of place needs a plugin that provides it, and none is in use.', remedy: 'Give a folder, for example on a USB disk or a NAS, or see with "mamori plugin list" whether a plugin for this place is installed and enabled.' },
  },
  'source.not-a-folder': {
    ja: { cause: '指定されたバックアップ元がフォルダではないか、見つかりません。', remedy: 'フォルダの場所を確かめてください。' },
    en: { cause: 'What should be protected is not a folder, or is not there.', remedy: 'Check the place of the folder.' },
  },
  'source.contains-vault': {
    ja: { cause: 'バックアップ元が保管庫の中にあります。', remedy: '保管庫の外のフォルダを指定してください。' },
    en: { cause: 'The folder to protect lies inside the vault.', remedy: 'Choose a folder outside the vault.' },
  },
  'source.overlaps': {
    ja: { cause: 'このフォルダは、すでに登録されたバックアップ元に含まれているか、それを含んでいます。', remedy: '「mamori source list」で確かめ、重ならないフォルダを指定してください。' },
    en: { cause: 'The folder lies inside a source that is already protected, or contains one.', remedy: 'See "mamori source list" and choose a folder that does not overlap.' },
  },
  'source.too-many-files': {
    ja: { cause: 'このバックアップ元のファイル数が、バックアップ先の上限を超えています。ファイルは保存されています。', remedy: 'バックアップ元を小さなフォルダに分けるか、不要なファイルを「mamori config set exclude.patterns」で対象外にしてください。' },
    en: { cause: 'The source has more files than the destination allows. They are saved.', remedy: 'Divide the source into smaller folders, or leave out what you do not need with "mamori config set exclude.patterns".' },
  },
  'source.name-taken': {
    ja: { cause: 'その名前は、ほかのバックアップ元またはほかのPCがすでに使っています。', remedy: '別の名前を指定してください。' },
    en: { cause: 'Another source, or another PC in the vault, has this name already.', remedy: 'Choose another name.' },
  },
  'source.name-refused': {
    ja: { cause: 'この名前は、バックアップ先のフォルダの名前として使えません。', remedy: '「/」「\\」や改行を含まない、255文字までの名前を指定してください（「.」と「..」も使えません）。' },
    en: { cause: 'This cannot be the name of a folder at the destination.', remedy: 'Use a name of up to 255 characters without "/", "\\" and line breaks, other than "." and "..".' },
  },
  'source.unknown': {
    ja: { cause: 'その名前のバックアップ元はありません。', remedy: '「mamori source list」で名前を確かめてください。' },
    en: { cause: 'There is no source of that name.', remedy: 'See "mamori source list" for the names.' },
  },
};
