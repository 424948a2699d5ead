import type { mailErrors } from '../../terms/errors/mail-errors.js';
import type { ErrorText } from './error-text.js';

export const mailErrorTexts: Readonly<Record<keyof typeof mailErrors, ErrorText>> = {
  'mail.not-set-up': {
    ja: { cause: 'メールの設定が足りません。サーバー・差出人・宛先のどれかが空です。', remedy: '「mamori config set mail.host サーバー名」のように、mail.host・mail.from・mail.to を設定してください。' },
    en: { cause: 'Mail is not set up completely: the server, the sender or the recipient is missing.', remedy: 'Set mail.host, mail.from and mail.to, for example "mamori config set mail.host smtp.example.com".' },
  },
  'mail.not-an-address': {
    ja: { cause: 'メールアドレスの形になっていません。', remedy: '「name@example.com」の形で、1つだけ入力してください（名前や「,」は付けません）。2つ目の宛先は mail.to2 に設定します。' },
    en: { cause: 'This is not a mail address.', remedy: 'Write a single address like name@example.com, without a name or commas. A second recipient goes into mail.to2.' },
  },
  'mail.password-apart': {
    ja: { cause: 'メールのパスワードは、設定には保存しません。', remedy: '「mamori notify password」を実行して入力してください。PCの資格情報ストアに保存します。' },
    en: { cause: 'The mail password is not kept among the settings.', remedy: 'Run "mamori notify password" and type it in: it goes into the credential store of this PC.' },
  },
  'mail.password-needed': {
    ja: { cause: 'メールサーバーのパスワードがありません。', remedy: '端末で「mamori notify password」を実行して入力してください（環境変数 MAMORI_MAIL_PASSWORD に入れておくこともできます）。パスワードが要らないサーバーなら、mail.user を空にしてください。' },
    en: { cause: 'There is no password for the mail server.', remedy: 'Run "mamori notify password" on a terminal and type it in (or put it into MAMORI_MAIL_PASSWORD before). If the server wants none, set mail.user to "".' },
  },
  'mail.plain-text': {
    ja: { cause: 'メールのパスワードを暗号化せずに送る設定です。途中で読み取られるおそれがあります。', remedy: '「mamori config set mail.security starttls」または「tls」に変えてください。社内だけのサーバーなら、そのままでも使えます。' },
    en: { cause: 'The mail password is sent without encryption: whoever is on the way can read it.', remedy: 'Run "mamori config set mail.security starttls", or "tls". If the server is inside your own office, you may leave it.' },
  },
  'mail.unreachable': {
    ja: { cause: 'メールサーバーに接続できません。', remedy: 'ネットワークと、mail.host・mail.port の設定を確かめてください。送れなかったメールは、あとで自動的に送ります。' },
    en: { cause: 'The mail server cannot be reached.', remedy: 'Check the network, and the settings mail.host and mail.port. Mails that wait are sent by themselves later.' },
  },
  'mail.timeout': {
    ja: { cause: 'メールサーバーの返事が時間内にありませんでした。', remedy: 'mail.port と mail.security の組み合わせを確かめてください（通常は587とstarttls、465とtls）。あとで自動的に送り直します。' },
    en: { cause: 'The mail server did not answer in time.', remedy: 'Check that mail.port and mail.security fit together (usually 587 with starttls, 465 with tls). It is tried again by itself.' },
  },
  'mail.no-encryption': {
    ja: { cause: 'メールサーバーが、設定された方式の暗号化に対応していません。', remedy: 'mail.security を変えてください（starttls、tls）。ポート番号も合わせます（587または465）。パスワードは送っていません。' },
    en: { cause: 'The mail server does not offer the encryption that is set.', remedy: 'Change mail.security (starttls, tls) and the port that goes with it (587 or 465). The password was not sent.' },
  },
  'mail.bad-certificate': {
    ja: { cause: 'メールサーバーの証明書を確認できません。別のサーバーにつながっているおそれがあるため、送信をやめました。', remedy: 'mail.host が証明書の名前と同じか、PCの時計が合っているかを確かめてください。社内の認証局なら、その証明書ファイルを mail.caFile に設定してください。' },
    en: { cause: 'The mail server\'s certificate cannot be trusted. It may be another server, so nothing was sent.', remedy: 'Check that mail.host is the name in the certificate, and that the clock of this PC is right. If your office has a certificate authority of its own, set mail.caFile to its certificate.' },
  },
  'mail.certificate-file': {
    ja: { cause: 'mail.caFile の証明書ファイルを読めません。', remedy: 'ファイルの場所と、PEM形式（「-----BEGIN CERTIFICATE-----」で始まる）であることを確かめてください。' },
    en: { cause: 'The certificate file of mail.caFile cannot be read.', remedy: 'Check where it is, and that it is in PEM form (it begins with "-----BEGIN CERTIFICATE-----").' },
  },
  'mail.login-refused': {
    ja: { cause: 'メールサーバーがユーザー名またはパスワードを受け付けませんでした。', remedy: 'mail.user を確かめ、「mamori notify password」でパスワードを入れ直してください。アプリ用のパスワードが必要なサービスもあります。' },
    en: { cause: 'The mail server refused the user name or the password.', remedy: 'Check mail.user and enter the password again with "mamori notify password". Some services want a password made for apps.' },
  },
  'mail.recipient-refused': {
    ja: { cause: 'メールサーバーが宛先を受け付けませんでした。', remedy: 'mail.to と mail.to2 のアドレスを確かめてください。' },
    en: { cause: 'The mail server refused the recipient.', remedy: 'Check the addresses in mail.to and mail.to2.' },
  },
  'mail.sender-refused': {
    ja: { cause: 'メールサーバーが差出人を受け付けませんでした。', remedy: 'mail.from を、mail.user で使えるアドレスにしてください。' },
    en: { cause: 'The mail server refused the sender.', remedy: 'Set mail.from to an address that mail.user may send from.' },
  },
  'mail.refused': {
    ja: { cause: 'メールサーバーがメールを受け付けませんでした。', remedy: 'メールサーバーの管理者に確かめてください。バックアップの結果は「mamori runs」で読めます。' },
    en: { cause: 'The mail server refused the mail.', remedy: 'Ask whoever runs the mail server. "mamori runs" tells what became of the backups.' },
  },
  'mail.deferred': {
    ja: { cause: 'メールサーバーが、あとで送り直すように答えました。', remedy: '操作は要りません。自動的に送り直します。' },
    en: { cause: 'The mail server asked to send the mail later.', remedy: 'Nothing needs to be done: it is tried again by itself.' },
  },
};
