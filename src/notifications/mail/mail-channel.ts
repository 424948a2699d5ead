import { CodedError } from '../../base/coded-error.js';
import { noticeErrors } from '../../terms/errors/notice-errors.js';
import type { NoticeChannel, SpokenNotice } from '../delivery/channel.js';

/** Notices by mail. One is delivered when it was posted: it is durable then, and the post office tells what becomes of it. A notice about mail is not mailed. */
export function mailChannel(post: (notice: SpokenNotice) => boolean): NoticeChannel {
  return {
    id: 'mail',
    async deliver(notice) {
      if (notice.kind === 'mail-failed' || !post(notice)) throw CodedError.of(noticeErrors, 'notice.channel-unavailable', 'mail is off or not set up');
    },
  };
}
