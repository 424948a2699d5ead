import type { vaultErrors } from '../../terms/errors/vault-errors.js';
import type { ErrorText } from './error-text.js';

export const vaultErrorTexts: Readonly<Record<keyof typeof vaultErrors, ErrorText>> = {
  'vault.not-found': {
    ja: { cause: '指定された場所に保管庫がありません。', remedy: '保管庫の場所を確かめてください。USBディスクやNASの場合は、接続されているか確かめてください。' },
    en: { cause: 'There is no vault at the given place.', remedy: 'Check the place of the vault. If it is on a USB disk or a NAS, check that it is connected.' },
  },
  'vault.already-exists': {
    ja: { cause: '指定された場所には、すでに別の保管庫があります。', remedy: 'その保管庫を使う場合は復旧コードまたはパスフレーズを入力してください。新しく作る場合は空のフォルダを指定してください。' },
    en: { cause: 'There is already another vault at the given place.', remedy: 'To use it, enter its recovery code or passphrase. To make a new one, choose an empty folder.' },
  },
  'vault.newer-format': {
    ja: { cause: 'この保管庫は新しい版のMamoriで作られています。', remedy: 'このPCのMamoriを更新してください。保管庫には何も書き込まれていません。' },
    en: { cause: 'This vault was made by a newer version of Mamori.', remedy: 'Update Mamori on this PC. Nothing was written to the vault.' },
  },
  'vault.wrong-key': {
    ja: { cause: 'パスフレーズまたは復旧コードがこの保管庫のものと一致しません。', remedy: '入力をもう一度確かめてください。保管庫のデータは無事です。' },
    en: { cause: 'The passphrase or recovery code does not belong to this vault.', remedy: 'Check what you entered and try again. The data in the vault is unharmed.' },
  },
  'vault.bad-recovery-code': {
    ja: { cause: '復旧コードに入力の誤りがあります。', remedy: '復旧コードは4文字ずつ7組の28文字です。書き留めたものと1文字ずつ見比べて、もう一度入力してください。' },
    en: { cause: 'There is a typing mistake in the recovery code.', remedy: 'A recovery code has 28 characters in seven groups of four. Compare it with what you wrote down, character by character, and enter it again.' },
  },
  'vault.bad-public-key': {
    ja: { cause: '管理者の公開鍵の形式が正しくありません。', remedy: '管理者から受け取った公開鍵（32バイトをBase64で表した44文字）を、そのまま貼り付けてください。' },
    en: { cause: 'The administrator\'s public key is not in the right form.', remedy: 'Paste the public key exactly as the administrator gave it: 44 characters, 32 bytes in Base64.' },
  },
  'vault.untrusted-slot': {
    ja: { cause: '保管庫の鍵の情報が、Mamori以外の何かによって書き換えられています。', remedy: '鍵の一覧（mamori key list）に覚えのない鍵がないか確かめ、あれば「mamori key remove」で削除してください。鍵の変更は行われていません。' },
    en: { cause: 'Key information in the vault was changed by something other than Mamori.', remedy: 'Look at the list of keys (mamori key list); if there is one you do not know, remove it with "mamori key remove". No key was changed.' },
  },
  'vault.newer-epoch': {
    ja: { cause: '保管庫の鍵が、別のPCで新しいものに替えられています。このPCにも新しい鍵を渡す必要があります。', remedy: 'Mamoriが動いていれば「mamori stop」で終了し、端末で「mamori up --once」を実行して、パスフレーズまたは復旧コードを入力してください（環境変数 MAMORI_PASSPHRASE に入れておくこともできます）。そのあと、いつもどおりMamoriを起動してください。' },
    en: { cause: 'The keys of the vault were renewed on another PC. This PC has to be given the new ones.', remedy: 'If Mamori is running, end it with "mamori stop". Then run "mamori up --once" on a terminal and enter the passphrase or the recovery code (or put it into MAMORI_PASSPHRASE before). After that start Mamori as usual.' },
  },
  'vault.slot-not-found': {
    ja: { cause: '指定された鍵は、この保管庫にありません。', remedy: '「mamori key list」で鍵の一覧を確かめてください。' },
    en: { cause: 'The vault has no such key.', remedy: 'See the list of keys with "mamori key list".' },
  },
  'vault.last-slot': {
    ja: { cause: '最後の鍵は削除できません。削除すると、誰も保管庫を開けなくなります。', remedy: '先に別のパスフレーズまたは復旧コードを追加してください。' },
    en: { cause: 'The last key cannot be removed: nobody could open the vault any more.', remedy: 'Add another passphrase or recovery code first.' },
  },
  'vault.damaged-object': {
    ja: { cause: '保管庫のデータの一部が壊れています（ディスクの故障や書き換え）。', remedy: '「mamori verify --packs」で影響を受けるファイルを調べ、今すぐバックアップを実行してください。壊れていないデータは復元できます。そのあとも整理（mamori gc）が止まる場合は「mamori gc --discard-damaged」を実行してください。' },
    en: { cause: 'Part of the vault is damaged (a failing disk, or something changed it).', remedy: 'Run "mamori verify --packs" to see which files are affected, then back up now. Everything intact can still be restored. If tidying up (mamori gc) still stops afterwards, run "mamori gc --discard-damaged".' },
  },
  'vault.missing-object': {
    ja: { cause: '保管庫のデータの一部が見つかりません。', remedy: '保管庫のフォルダから何かを削除・移動していないか確かめ、今すぐバックアップを実行してください。残っているデータは復元できます。そのあとも整理（mamori gc）が止まる場合は「mamori gc --discard-damaged」を実行してください。' },
    en: { cause: 'Part of the vault is missing.', remedy: 'Check whether anything was deleted or moved out of the vault folder, then back up now. Everything that is left can still be restored. If tidying up (mamori gc) still stops afterwards, run "mamori gc --discard-damaged".' },
  },
  'vault.forked-source': {
    ja: { cause: '2台のPCが同じPCとして保管庫に書き込んでいます（ディスクの複製など）。保存済みの版はすべて残っています。', remedy: '複製した方のPCで「mamori source separate」を実行すると、別のPCとしてバックアップを続けられます。2台に分かれたのではなく、このPCだけを以前の状態に戻した場合や入れ替えた場合は、代わりに「mamori rebuild-catalog --accept」を実行してください。' },
    en: { cause: 'Two PCs write to the vault as if they were one (for example after a disk was cloned). Everything that was saved is still there.', remedy: 'On the copied PC run "mamori source separate": it goes on as a PC of its own. If there are not two, but this PC was put back to an earlier state or took over from another, run "mamori rebuild-catalog --accept" instead.' },
  },
  'vault.rolled-back': {
    ja: { cause: '保管庫が、以前にこのPCが見た状態より古くなっています。', remedy: '保管庫をわざと古いコピーから戻した場合は「mamori rebuild-catalog --accept」を実行してください。足りない分は次のバックアップで保存し直されます。心当たりがなければ、実行せずに管理者に連絡してください。' },
    en: { cause: 'The vault is older than the state this PC has already seen.', remedy: 'If it was put back from an older copy on purpose, run "mamori rebuild-catalog --accept"; the next backup saves again what the older copy lacks. If nobody did that, do not run it, and tell your administrator.' },
  },
  'vault.collection-blocked': {
    ja: { cause: '保管庫の整理に必要な控えが壊れているため、安全に整理できません。バックアップと復元は続けられます。', remedy: '「mamori gc --discard-damaged」を実行すると、壊れた控えを取り除いて整理を再開します。この保管庫を使う他のPCは、次回にファイルを読み直すことがあります。' },
    en: { cause: 'A note that tidying up the vault depends on is damaged, so nothing can be tidied up safely. Backups and restores go on.', remedy: 'Run "mamori gc --discard-damaged": it removes the damaged note and tidies up again. Other PCs that use this vault may have to read their files once more.' },
  },
  'vault.clock-disagrees': {
    ja: { cause: 'このPCの時計が、保管庫の時刻と1時間以上ずれています。', remedy: 'PCの日付と時刻を正しく合わせてください。合うまで、古い世代の整理は行いません（バックアップは続きます）。' },
    en: { cause: 'The clock of this PC differs from the vault by more than an hour.', remedy: 'Set the date and time of the PC. Until then no old versions are tidied up; backups go on.' },
  },
};
