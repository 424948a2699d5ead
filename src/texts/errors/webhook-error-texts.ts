import type { webhookErrors } from '../../terms/errors/webhook-errors.js';
import type { ErrorText } from './error-text.js';

export const webhookErrorTexts: Readonly<Record<keyof typeof webhookErrors, ErrorText>> = {
  'webhook.not-configured': {
    ja: { cause: 'お知らせの送り先（Webhook）のアドレスが設定されていないか、正しくありません。', remedy: '設定 webhook-notices.url に、https:// または http:// で始まるアドレスを書いてください。' },
    en: { cause: 'The address to which notices are posted (webhook) is not set, or is not a valid one.', remedy: 'Put an address that begins with https:// or http:// into the setting webhook-notices.url.' },
  },
  'webhook.unreachable': {
    ja: { cause: 'お知らせの送り先（Webhook）につながらないか、時間内に返事がありません。', remedy: 'ネットワークと、設定 webhook-notices.url のアドレスを確かめてください。しばらくしてから自動的に送り直します。' },
    en: { cause: 'The address to which notices are posted (webhook) cannot be reached, or does not answer in time.', remedy: 'Check the network and the address in the setting webhook-notices.url. It is tried again later by itself.' },
  },
  'webhook.busy': {
    ja: { cause: 'お知らせの送り先（Webhook）が混み合っているか、送り先で一時的な障害が起きています。', remedy: '待っていてください。しばらくしてから自動的に送り直します。' },
    en: { cause: 'The service to which notices are posted (webhook) is busy or has a passing fault.', remedy: 'Wait: it is tried again later by itself.' },
  },
  'webhook.refused': {
    ja: { cause: 'お知らせの送り先（Webhook）が受け取りを断りました。', remedy: '設定 webhook-notices.url のアドレスが今も有効か、送り先のサービスで確かめてください。署名を求められているなら、署名の鍵を設定し直してください。' },
    en: { cause: 'The service to which notices are posted (webhook) refused the notice.', remedy: 'Check with that service that the address in the setting webhook-notices.url still counts. If it wants a signature, set the signing secret again.' },
  },
  'webhook.redirected': {
    ja: { cause: 'お知らせの送り先（Webhook）が、別のサーバーへ送るよう求めました。安全のため、知らないサーバーには送りません。', remedy: '移転先が正しいと確かめたうえで、設定 webhook-notices.url を新しいアドレスに変えてください。' },
    en: { cause: 'The service to which notices are posted (webhook) asked to send them to another server. For safety they are not sent to a server that nobody named.', remedy: 'Make sure that the new place is right, then put its address into the setting webhook-notices.url.' },
  },
};
