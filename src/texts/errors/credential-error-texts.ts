import type { credentialErrors } from '../../terms/errors/credential-errors.js';
import type { ErrorText } from './error-text.js';

export const credentialErrorTexts: Readonly<Record<keyof typeof credentialErrors, ErrorText>> = {
  'credential.store-locked': {
    ja: { cause: 'このPCのパスワード保管場所（キーリング）がロックされているため、鍵を取り出せません。', remedy: 'PCにログインし直すか、「パスワードと鍵」アプリでキーリングのロックを解除してから、もう一度実行してください。バックアップ済みのデータは無事です。' },
    en: { cause: 'The place where this PC keeps passwords (the keyring) is locked, so the key cannot be read.', remedy: 'Log in to the PC again, or unlock the keyring in the "Passwords and Keys" app, then try again. What was backed up is unharmed.' },
  },
  'credential.store-unavailable': {
    ja: { cause: 'このPCのパスワード保管場所（キーリング）が応答しないため、鍵を取り出せません。', remedy: 'PCにログインした画面から、もう一度実行してください。それでも続く場合は、環境変数 MAMORI_CREDENTIALS=file を付けて実行し、保管庫のパスフレーズまたは復旧コードを入力してください。バックアップ済みのデータは無事です。' },
    en: { cause: 'The place where this PC keeps passwords (the keyring) does not answer, so the key cannot be read.', remedy: 'Try again from a session where you are logged in to the desktop. If it keeps happening, run with the environment variable MAMORI_CREDENTIALS=file and enter the passphrase or recovery code of the vault. What was backed up is unharmed.' },
  },
  'credential.unknown-store': {
    ja: { cause: '環境変数 MAMORI_CREDENTIALS の値が正しくありません。', remedy: 'keytar、keyring、file のどれかを指定するか、この環境変数を消してください。' },
    en: { cause: 'The environment variable MAMORI_CREDENTIALS has a value that Mamori does not know.', remedy: 'Set it to keytar, keyring or file, or remove it.' },
  },
  'credential.unstorable-secret': {
    ja: { cause: 'このパスワードは空か長すぎるか、保存できない文字を含んでいます。', remedy: '400文字以内のパスワードを入力してください。' },
    en: { cause: 'This password is empty, too long, or contains characters that cannot be stored.', remedy: 'Enter a password of at most 400 characters.' },
  },
  'credential.file-exposed': {
    ja: { cause: '鍵のファイルを、このPCのほかの人が読める状態になっています。', remedy: 'Mamoriの設定フォルダを、自分だけが読める場所（自分のホームフォルダ）に移すか、持ち主を自分に直してください。ほかの人に読まれた心当たりがあれば「mamori key rotate」で鍵を取り替えてください。' },
    en: { cause: 'Other people on this PC can read the file that holds the key.', remedy: 'Move Mamori\'s state folder to a place that only you can read (your home folder), or make yourself the owner of the file. If somebody may have read it, replace the key with "mamori key rotate".' },
  },
  'credential.file-damaged': {
    ja: { cause: '鍵のファイルが壊れていて読めません。', remedy: '表示されたファイルの名前を変えてから、もう一度実行し、保管庫のパスフレーズまたは復旧コードを入力してください。バックアップ済みのデータは無事です。' },
    en: { cause: 'The file that holds the key is damaged.', remedy: 'Rename the file that is named here, run again, and enter the passphrase or recovery code of the vault. What was backed up is unharmed.' },
  },
  'credential.file-unusable': {
    ja: { cause: '鍵のファイルを読み書きできません（権限がない、またはディスクに空きがない）。', remedy: 'ディスクの空き容量と、Mamoriの設定フォルダに書き込めるかどうかを確かめてください。' },
    en: { cause: 'The file that holds the key cannot be read or written (no permission, or the disk is full).', remedy: 'Check the free space of the disk and whether you may write to Mamori\'s state folder.' },
  },
  'credential.kept-in-file': {
    ja: { cause: 'パスワードの保管場所（キーリング）を使わず、鍵を自分だけが読めるファイルに保存しています。', remedy: 'このままでも使えます。より安全にするには gnome-keyring などを入れてログインし直し、環境変数 MAMORI_CREDENTIALS=keytar を付けて一度実行してください（鍵はキーリングに移ります）。' },
    en: { cause: 'No keyring is in use on this PC, so the key is kept in a file that only you can read.', remedy: 'You can leave it so. To be safer, install a keyring such as gnome-keyring, log in again and run once with the environment variable MAMORI_CREDENTIALS=keytar: the key then moves into the keyring.' },
  },
  'credential.kept-in-file-while-locked': {
    ja: { cause: 'このPCのキーリングがロックされていて使えなかったため、鍵を自分だけが読めるファイルに保存しています。', remedy: 'このままでも使えます。より安全にするには、キーリングのロックを解除し、環境変数 MAMORI_CREDENTIALS=keytar を付けて一度実行してください（鍵はキーリングに移ります）。' },
    en: { cause: 'The keyring of this PC was locked and could not be used, so the key is kept in a file that only you can read.', remedy: 'You can leave it so. To be safer, unlock the keyring and run once with the environment variable MAMORI_CREDENTIALS=keytar: the key then moves into the keyring.' },
  },
};
