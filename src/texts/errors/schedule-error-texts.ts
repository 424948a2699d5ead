import type { scheduleErrors } from '../../terms/errors/schedule-errors.js';
import type { ErrorText } from './error-text.js';

export const scheduleErrorTexts: Readonly<Record<keyof typeof scheduleErrors, ErrorText>> = {
  'schedule.bad-time': {
    ja: { cause: 'バックアップの時刻を読み取れません。', remedy: '00:00から23:59までの時刻を、12:30のように指定してください。' },
    en: { cause: 'The time of the backup is not a time of day.', remedy: 'Give a time from 00:00 to 23:59, such as 12:30.' },
  },
  'schedule.bad-days': {
    ja: { cause: 'バックアップする曜日が選ばれていないか、曜日ではないものが含まれています。', remedy: '曜日を1つ以上選んでください。バックアップしないときは「mamori schedule off」を実行してください。' },
    en: { cause: 'No weekday was chosen for backups, or something that is no weekday.', remedy: 'Choose at least one weekday. To have no scheduled backups, run "mamori schedule off".' },
  },
  'schedule.bad-pause-window': {
    ja: { cause: '一時停止期間が正しくありません。', remedy: '始まりと終わりに違う時刻を、09:00-17:30のように指定してください。夜をまたぐ期間（22:00-06:00）も指定できます。' },
    en: { cause: 'The pause window does not make sense.', remedy: 'Give two different times, such as 09:00-17:30. It may span midnight: 22:00-06:00.' },
  },
  'schedule.bad-catch-up': {
    ja: { cause: '逃した時刻の扱いが正しくありません。', remedy: 'tell（知らせる）またはrun（知らせて、すぐにバックアップする）を指定してください。' },
    en: { cause: 'This is not a rule for missed times.', remedy: 'Use tell (you are told) or run (you are told, and the backup is made up for).' },
  },
  'schedule.no-time': {
    ja: { cause: '定時バックアップの時刻がまだ決められていません。', remedy: '先に「mamori schedule 12:30」のように時刻を決めてください。' },
    en: { cause: 'No time has been set for scheduled backups yet.', remedy: 'Set a time first, such as "mamori schedule 12:30".' },
  },
  'schedule.unknown-zone': {
    ja: { cause: 'このPCのタイムゾーンがわかりません。', remedy: 'OSの設定でタイムゾーンを選び直してから、PCを再起動してください。' },
    en: { cause: 'This PC\'s time zone is not known.', remedy: 'Choose the time zone again in the settings of the operating system, then restart the PC.' },
  },
};
