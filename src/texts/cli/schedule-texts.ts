import type { Absence, NotRunReason } from '../../terms/schedule-terms.js';
import { reasonCauses } from '../run-reason-texts.js';
import type { Text } from '../text.js';

/** What `mamori schedule` says, and what its options do. */
export const scheduleTexts = {
  pause: { ja: '一時停止期間。例: 09:00-17:30（22:00-06:00のように夜をまたいでもよい）。noneで解除', en: 'a running backup waits during this time, such as 09:00-17:30 or 22:00-06:00; none: it never does' },
  missed: { ja: '逃した時刻の扱い: tell 知らせる（既定）、run 知らせてバックアップもする', en: 'a time that was missed: tell (the default) or run, to also make up for it' },
  pausesFrom: { ja: '{from}から{to}まで、実行中のバックアップは一時停止します。', en: 'A running backup waits from {from} to {to}.' },
  beginsAfterPause: { ja: '{time}はこの期間の中なので、バックアップは{to}に始まります。', en: 'As {time} lies in it, the backup begins at {to}.' },
  missedIsTold: { ja: 'PCの電源が切れていて逃したときは、次の起動時にお知らせします。', en: 'You are told at the next start when one was missed.' },
  missedIsRun: { ja: 'PCの電源が切れていて逃したときは、次の起動時にお知らせし、バックアップします。', en: 'When one was missed, you are told at the next start, and it is made up for.' },
  isOff: { ja: '定時のバックアップはオフです。「mamori schedule on」で{time}に戻ります。', en: 'Scheduled backups are off. "mamori schedule on" brings back {time}.' },
  wasMissed: { ja: '自動バックアップが行なわれませんでした（{time}）。{why}', en: 'The backup of {time} was not run. {why}' },
  wereMissed: { ja: '自動バックアップが行なわれませんでした（{first}から{last}まで、{count}回）。{why}', en: '{count} backups were not run, from {first} to {last}. {why}' },
  madeUp: { ja: '最後の分は、これからバックアップします。', en: 'The last one is being made up for now.' },
} as const satisfies Readonly<Record<string, Text>>;

/** What the evidence says of a missed time; more than the reason that stands in the history. */
const absenceTexts: Readonly<Record<Absence, Text>> = {
  off: { ja: 'PCの電源が切れていました。', en: 'The PC was off.' },
  asleep: { ja: 'PCがスリープ中でした。', en: 'The PC was asleep.' },
  'session-closed': { ja: 'サインアウトしていました（PCの利用が終了していました）。', en: 'Nobody was logged in on the PC.' },
  'not-running': { ja: 'Mamoriが動いていませんでした。', en: 'Mamori was not running.' },
  'clock-moved': { ja: 'PCの時計またはタイムゾーンの変更で、この時刻が飛ばされました。', en: 'The clock or the time zone was put forward over it.' },
};

/** Why a scheduled backup was not run, in words. */
export const notRunTexts: Readonly<Record<Absence | NotRunReason, Text>> = {
  ...absenceTexts, 'pc-off': reasonCauses['pc-off'], 'signed-out': reasonCauses['signed-out'], 'earlier-interrupted': reasonCauses['earlier-interrupted'],
};
