import type { Logger } from '../../base/logger.js';
import type { NoticeChannel } from './channel.js';

/** The end of every route: it cannot fail. The notice is stored anyway; this says in the log that it was told. */
export function logChannel(logger: Logger): NoticeChannel {
  return {
    id: 'log',
    async deliver({ kind, severity, title, text, source, number }) {
      const level = severity === 'alarm' ? 'error' : severity === 'warning' ? 'warn' : 'info';
      logger[level](`notice: ${title}`, { number, kind, text, source });
    },
  };
}
