import { CodedError } from '../../base/coded-error.js';
import { mailErrors } from '../../terms/errors/mail-errors.js';
import { noticeCommandTexts } from '../../texts/cli/notice-texts.js';
import type { VerbCommand } from '../command.js';
import { say } from '../render/render-context.js';
import { noWords } from './shared.js';

/** The password never stands on a command line, where other programs and the shell's history see it. */
export const notifyPasswordCommand: VerbCommand<'mail.password'> = {
  usage: 'notify password [--remove]',
  example: 'notify password',
  summary: { ja: 'メールサーバーのパスワードを保存する（MAMORI_MAIL_PASSWORD または端末で入力）', en: 'keep the mail server\'s password, from MAMORI_MAIL_PASSWORD or asked for on a terminal' },
  options: { remove: { type: 'boolean', summary: noticeCommandTexts.removePassword } },
  request: words => {
    noWords(words, 1);
    return { verb: 'mail.password', params: words.flag('remove') ? {} : { password: '' } };
  },
  complete: async (request, person) => {
    if (request.params.password === undefined) return request;
    const password = await person.mailPassword();
    if (password === undefined) throw CodedError.of(mailErrors, 'mail.password-needed', 'notify password needs a password');
    return { ...request, params: { password } };
  },
  render: ({ kept }, context) => say(context, kept ? noticeCommandTexts.passwordKept : noticeCommandTexts.passwordForgotten),
};
