import type { databaseErrors } from '../../terms/errors/database-errors.js';
import type { ErrorText } from './error-text.js';

export const databaseErrorTexts: Readonly<Record<keyof typeof databaseErrors, ErrorText>> = {
  'database.address-invalid': {
    ja: { cause: 'データベースの場所の書き方が正しくないか、その中にパスワードが書かれています。', remedy: 'postgresql://ユーザー@ホスト:5432/名前、mysql://ユーザー@ホスト:3306/名前、sqlite:/ファイルの場所、のどれかの形で書いてください。パスワードは「データベースのパスワードを設定」で保存します。' },
    en: { cause: 'The address of a database is not written as it should be, or has a password in it.', remedy: 'Write it as postgresql://user@host:5432/name, mysql://user@host:3306/name or sqlite:/path/of/the/file. Store passwords with "Set the password of a database".' },
  },
  'database.tool-missing': {
    ja: { cause: 'データベースを書き出すプログラム（pg_dump、mariadb-dump、mysqldump）がこのPCに見つかりません。', remedy: 'データベースに付属するクライアントのプログラムを入れるか、それがあるフォルダーを設定 database-dump.toolFolders に書いてください。' },
    en: { cause: 'The program that dumps the database (pg_dump, mariadb-dump or mysqldump) was not found on this PC.', remedy: 'Install the client programs of the database, or put the folder they are in into the setting database-dump.toolFolders.' },
  },
  'database.dump-failed': {
    ja: { cause: 'データベースを書き出すプログラムが失敗しました。データベースが動いていないか、つながらないか、パスワードや権限が違う可能性があります。前回の書き出しは残っています。', remedy: '記録にあるプログラムの言葉を確かめてください。データベースが動いていて、設定のユーザーとパスワードで読めれば、次のバックアップで書き出されます。' },
    en: { cause: 'The program that dumps the database failed: the database may not be running or not be reachable, or the password or rights may be wrong. The last good dump is kept.', remedy: 'Look at what the program said, in the log. Once the database runs and can be read with the user and password that are set, the next backup dumps it.' },
  },
  'database.time-limit': {
    ja: { cause: 'データベースの書き出しが決められた時間内に終わらなかったため、止めました。前回の書き出しは残っています。', remedy: 'データベースがほかの処理で止まっていないか確かめてください。大きなデータベースなら、設定 database-dump.timeLimitMinutes を長くしてください。' },
    en: { cause: 'Dumping the database took longer than it may, so it was stopped. The last good dump is kept.', remedy: 'Check that nothing else holds the database up. If it is simply large, raise the setting database-dump.timeLimitMinutes.' },
  },
  'database.file-missing': {
    ja: { cause: '設定に書かれた場所に、データベースのファイルがありません。', remedy: 'ファイルを移したなら、設定 database-dump.databases を直してください。消えてしまったなら、前のバックアップから戻せます。' },
    en: { cause: 'There is no database file at the place in the settings.', remedy: 'If the file was moved, correct the setting database-dump.databases. If it is gone, restore it from an earlier backup.' },
  },
  'database.file-damaged': {
    ja: { cause: 'データベースのファイルが壊れています。壊れた内容は書き出さず、前回の書き出しを残しました。', remedy: 'そのデータベースを使うプログラムを閉じ、前のバックアップの書き出しから戻してください。' },
    en: { cause: 'The database file is damaged. The damaged content was not taken; the last good dump is kept.', remedy: 'Close the program that uses the database, and restore the database from the dump of an earlier backup.' },
  },
};
