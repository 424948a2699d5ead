import type { Text } from '../text.js';

/** What is wrong with how a command was written. */
export const complaintTexts = {
  unknownCommand: { ja: '「{command}」というコマンドはありません。', en: 'There is no command "{command}".' },
  unknownCommandLike: { ja: '「{command}」というコマンドはありません（もしかして: {similar}）。', en: 'There is no command "{command}" (did you mean {similar}?).' },
  unknownOption: { ja: '「{option}」というオプションはありません。オプションではない語は「--」の後に書いてください。', en: 'There is no option "{option}" here. A word that is no option goes after "--".' },
  badOptionValue: { ja: '「{option}」の値の有無が違います。「-」で始まる値は「--option=値」のように書いてください。', en: 'The option "{option}" lacks its value, or takes none. A value that begins with "-" is written --option=VALUE.' },
  notUnderstood: { ja: '「{word}」はここでは使えません。', en: '"{word}" is not understood here.' },
  needed: { ja: '{what}を指定してください。', en: '{what} is needed.' },
  onlyOne: { ja: '{what}を1つだけ指定してください。', en: 'Exactly one {what} is needed.' },
  atMostOne: { ja: '{what}は1つまでです。', en: 'At most one {what} can be given.' },
  oneOf: { ja: '次のどれかを指定してください: {choices}', en: 'One of these is needed: {choices}.' },
  optionOneOf: { ja: '{option}に指定できるのは次のどれかです: {choices}', en: '{option} takes one of: {choices}.' },
  exclusive: { ja: '{first}と{second}は、どちらか一方だけを指定してください。', en: 'Give either {first} or {second}.' },
  nameAndNewName: { ja: 'バックアップ元と新しい名前を1つずつ指定してください（--deviceのときは新しい名前だけ）。', en: 'A source and its new name are needed; with --device the new name only.' },
  emptyPath: { ja: '場所（PATH）が空です。', en: 'A PATH is empty.' },
  wholeNumber: { ja: '{option}には1以上の整数を指定してください。', en: '{option} takes a whole number from 1.' },
  percentage: { ja: '{option}には0.01から100までの割合（%）を指定してください。', en: '{option} takes a percentage from 0.01 to 100.' },
  json: { ja: '{option}にはJSON形式の値を指定してください。', en: '{option} takes JSON.' },
  settingAndValue: { ja: '設定の名前（KEY）と値（VALUE）を1つずつ指定してください。空白を含む値は引用符で囲みます。', en: 'One KEY and one VALUE are needed; a value with spaces goes in quotes.' },
  notARunNumber: { ja: '「{word}」は履歴の番号ではありません。「mamori runs」に表示される番号（例: 000042-0）を指定してください。', en: '"{word}" is not a number of the history. "mamori runs" shows them; one looks like 000042-0.' },
  notATime: { ja: '「{word}」は時刻ではありません。「08:30」のように24時間表記で指定してください。', en: '"{word}" is not a time of day. Write it as HH:MM, such as 08:30 or 17:05.' },
  notAPartOfTheDay: { ja: '「{word}」は時間帯ではありません。「09:00-17:30」のように指定してください。一時停止しないときはnoneです。', en: '"{word}" is not a part of the day. Write it as HH:MM-HH:MM, such as 09:00-17:30, or none.' },
  notAWeekday: { ja: '「{word}」は曜日ではありません。月,火,水,木,金,土,日（または mon,tue,…）から選んでください。', en: '"{word}" is not a weekday. Choose from mon, tue, wed, thu, fri, sat, sun.' },
  noOptionsWithOff: { ja: 'offのときは、ほかのオプションを指定できません。', en: 'Nothing else can be set together with off.' },
} as const satisfies Readonly<Record<string, Text>>;
