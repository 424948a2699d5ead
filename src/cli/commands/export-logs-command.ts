import { complaintTexts } from '../../texts/cli/complaint-texts.js';
import { exportTexts } from '../../texts/cli/export-texts.js';
import { UsageError, type VerbCommand } from '../command.js';
import { formatBytes, printable } from '../render/format-values.js';
import { say } from '../render/render-context.js';

export const exportLogsCommand: VerbCommand<'export-logs'> = {
  usage: 'export-logs FILE [--paths]',
  example: 'export-logs mamori-logs.zip',
  summary: { ja: 'ログ、設定、診断結果、異常終了の記録をZIPファイルに書き出す（パスワードや鍵は含まない）', en: 'write logs, settings, findings and crash reports to one ZIP file, without passwords and keys' },
  options: { paths: { type: 'boolean', summary: exportTexts.paths } },
  request: (words, place) => {
    const [file, ...more] = words.positionals;
    if (!file || more.length > 0) throw new UsageError(complaintTexts.onlyOne, { what: 'FILE' });
    return { verb: 'export-logs', params: { file: place.absolute(file), paths: words.flag('paths') } };
  },
  render: ({ file, bytes, entries, hashedPaths }, context) => {
    say(context, exportTexts.written, { file: printable(file), bytes: formatBytes(bytes), count: entries.length });
    say(context, hashedPaths ? exportTexts.hashed : exportTexts.clear);
    say(context, exportTexts.look);
  },
};
