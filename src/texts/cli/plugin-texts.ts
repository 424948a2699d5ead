import type { Text } from '../text.js';

/** What `mamori plugin` says and asks. */
export const pluginTexts = {
  about: { ja: 'プラグイン: {name}（{id}）', en: 'Plugin: {name} ({id})' },
  publisher: { ja: '  提供元: {publisher}（自己申告です。確認済みではありません）', en: '  Publisher: {publisher} (as it says itself; nobody has checked it)' },
  version: { ja: '  版: {version}', en: '  Version: {version}' },
  versionInstead: { ja: '  版: {version}（現在 {replaces}）', en: '  Version: {version} (now {replaces})' },
  from: { ja: '  入手先: {from}', en: '  From: {from}' },
  size: { ja: '  大きさ: {files}件、{bytes}', en: '  Size: {files#file|files}, {bytes}' },
  integrity: { ja: '  内容の指紋: {integrity}', en: '  Fingerprint of its content: {integrity}' },
  contentDiffers: { ja: '注意: 同じ版の番号ですが、入っているものと内容が違います。心当たりがなければ入れないでください。', en: 'Careful: the version number is the one that is installed, but the content is not. Do not install it unless you know why.' },
  asks: { ja: 'このプラグインが求める許可:', en: 'It asks for:' },
  asksNew: { ja: '新しく求める許可:', en: 'New in this version, it asks for:' },
  asksNothing: { ja: '特別な許可は求めません。', en: 'It asks for no special permission.' },
  asksNothingNew: { ja: '新しい許可は求めません。', en: 'It asks for nothing new.' },
  capability: { ja: '  ・{name}: {meaning}', en: '  - {name}: {meaning}' },
  hosts: { ja: '      接続先（申告）: {hosts}', en: '      Hosts it says it connects to: {hosts}' },
  enforced: { ja: '      許可しなければ使えません（このPCで強制されます）。', en: '      Without your consent it cannot (enforced on this PC).' },
  'declared-only': { ja: '      申告のみです。このPCでは強制できないので、提供元を信頼できるときだけ入れてください。', en: '      Declared only: this PC cannot enforce it, so install it only if you trust the publisher.' },
  keeps: { ja: '許可済みのもの: {names}', en: 'Granted already: {names}' },
  drops: { ja: '不要になり取り消す許可: {names}', en: 'No longer needed and taken back: {names}' },
  proposedApi: { ja: '試験的な機能を使います: {names}', en: 'Uses parts of Mamori that may still change: {names}' },
  confirm: { ja: 'このプラグインを入れて、上の許可を与えますか', en: 'Install this plugin and allow the above?' },
  installed: { ja: '{id} {version} を入れました。', en: 'Installed {id} {version}.' },
  updated: { ja: '{id} を {replaced} から {version} にしました。', en: 'Changed {id} from {replaced} to {version}.' },
  unchanged: { ja: '{id} {version} より新しい版はありません。', en: 'There is nothing newer than {id} {version}.' },
  declined: { ja: '入れませんでした。', en: 'Nothing was installed.' },
  granted: { ja: '許可: {names}', en: 'Allowed: {names}' },
  withheld: { ja: '許可していないもの: {names}（必要とする機能は動きません）', en: 'Not allowed: {names} (what needs it will not work)' },
  nothing: { ja: 'なし', en: 'nothing' },
  removed: { ja: '{id} と、その保存データ、設定、パスワード類を取り除きました。', en: 'Removed {id}, and all it kept: files, settings and secrets.' },
  removedOnly: { ja: '{id} を取り除きました。保存データ、設定、パスワード類は残してあります。', en: 'Removed {id}. What it kept (files, settings, secrets) is still there.' },
  isEnabled: { ja: '{id} は有効です。', en: '{id} is on.' },
  isDisabled: { ja: '{id} を無効にしました。', en: '{id} is off.' },
  none: { ja: 'プラグインは入っていません。', en: 'No plugins are installed.' },
  columnPlugin: { ja: 'プラグイン', en: 'PLUGIN' },
  columnVersion: { ja: '版', en: 'VERSION' },
  columnState: { ja: '状態', en: 'STATE' },
  columnGranted: { ja: '許可', en: 'ALLOWED' },
  columnFrom: { ja: '入手先', en: 'FROM' },
  stateOn: { ja: '有効', en: 'on' },
  stateRuns: { ja: '有効（動作中）', en: 'on, running' },
  stateOff: { ja: '無効', en: 'off' },
  stateCrashed: { ja: '無効（異常終了のため）', en: 'off (it crashed)' },
  stateUnusable: { ja: '使えません', en: 'unusable' },
  builtIn: { ja: 'Mamoriに付属', en: 'part of Mamori' },
} as const satisfies Readonly<Record<string, Text>>;

/** What a capability means, in the words of the person who is asked. */
export const capabilityTexts = {
  'files.read': { ja: 'このPCの、あなたが開けるすべてのファイルを読む', en: 'read every file on this PC that you can open' },
  'files.write': { ja: 'このPCの、あなたが書き換えられるすべてのファイルを作成・変更・削除する', en: 'create, change and delete every file on this PC that you can' },
  processes: { ja: 'ほかのプログラムを起動する（起動されたプログラムには、ほかの制限が効きません）', en: 'start other programs (which none of the other limits holds back)' },
  network: { ja: 'ネットワークに接続し、データを送受信する', en: 'connect to the network, send and receive data' },
  secrets: { ja: '自分用のパスワードやトークンをこのPCに保管し、読み出す（ほかのプログラムのものは読めません）', en: 'keep passwords and tokens of its own on this PC (it sees nobody else\'s)' },
  destinations: { ja: '保管庫の置き場所になる（渡されるのは暗号化されたデータだけです）', en: 'store your vault somewhere (it is handed encrypted data only)' },
} as const satisfies Readonly<Record<string, Text>>;

/** What the options of `mamori plugin` do. */
export const pluginOptionTexts = {
  yes: { ja: '求められた許可をすべて与える（質問しない）', en: 'allow everything it asks for, without a question' },
  grant: { ja: '与える許可だけをコンマで並べる（例: files.read,network）。何も与えないときは none', en: 'allow only these, joined by commas (files.read,network), or none; no question is asked' },
  allowProposed: { ja: '試験的な機能を使うプラグインも入れる', en: 'accept a plugin that uses parts of Mamori which may still change' },
  keepData: { ja: 'プラグインの保存データ、設定、パスワード類を残す', en: 'leave what the plugin kept: files, settings, secrets' },
} as const satisfies Readonly<Record<string, Text>>;
