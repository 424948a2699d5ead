import { describe, expect, it } from 'vitest';
import { escapeHtml } from '../../../src/texts/notices/mail-layout.js';
import { noticeMailWords, resultMailWords, testMailWords, type SourceResult } from '../../../src/texts/notices/mail-words.js';

const failed: SourceResult = { number: '000012-1', source: '書類', status: 'no-access', started: '2026-11-22 12:30', finished: '2026-11-22 12:41', files: 1234, failed: 3 };
const completed: SourceResult = { ...failed, number: '000012-0', source: '写真', status: 'completed', failed: 0 };

describe('a result mail', () => {
  it('names device, source and status in its subject', () => {
    expect(resultMailWords('経理PC', [failed], 'ja').subject).toBe('【Mamori】経理PC「書類」: 未完了（アクセス不可）');
    expect(resultMailWords('pc-1', [{ ...failed, source: 'Documents' }], 'en').subject).toBe('[Mamori] pc-1: Documents: incomplete (no access)');
    expect(resultMailWords('経理PC', [completed, failed], 'ja').subject).toBe('【Mamori】経理PC「書類」: 未完了（アクセス不可）');
    expect(resultMailWords('pc-1', [failed, { ...failed, number: '000012-2' }, completed], 'en').subject).toContain('2 of 3 sources');
  });

  it('tells numbers, times and what to do, of completed sources too', () => {
    const { text } = resultMailWords('経理PC', [completed, failed], 'ja');
    expect(text).toContain('書類（000012-1）\n  状態: 未完了（アクセス不可）\n  開始: 2026-11-22 12:30\n  終了: 2026-11-22 12:41\n  ファイル: 1,234\n  保存できなかったもの: 3\n  原因: 開けないファイル');
    expect(text).toContain('写真（000012-0）\n  状態: 完了');
    expect(text).toContain('mamori runs 000012-1');
  });

  it('says why a run was not made, or could not be', () => {
    expect(resultMailWords('pc', [{ ...failed, status: 'pc-off' }], 'en').text).toContain('Status: not run (PC off or asleep)\n  Due: 2026-11-22 12:30');
    expect(resultMailWords('pc', [{ ...failed, status: 'communication-error', code: 'store.gone' }], 'en').text).toMatch(/Cause: \S.*\n  Remedy: \S/);
  });

  it('tells what was missed several times in one go, and why', () => {
    const missed: SourceResult = { ...failed, status: 'pc-off', because: 'off', times: 14, started: '2026-11-09 12:30', finished: '2026-11-22 12:30', files: undefined, failed: undefined };
    expect(resultMailWords('経理PC', [missed], 'ja').text).toContain('  状態: 未実行（PCの電源オフまたはスリープ）\n  予定: 2026-11-09 12:30から2026-11-22 12:30まで（14回）\n  原因: PCの電源が切れていました。');
    expect(resultMailWords('pc', [{ ...missed, because: 'not-running' }], 'en').text).toContain('Due: 2026-11-09 12:30 to 2026-11-22 12:30 (14 times)\n  Cause: Mamori was not running.');
  });

  it('shows names in HTML as they are', () => {
    const { html } = resultMailWords('<b>pc</b>', [{ ...failed, source: '<script>alert("x")</script> & \'co\'' }], 'en');
    expect(html).not.toMatch(/<script|<b>/);
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;co&#39;');
    expect(html).not.toMatch(/https?:|src=|href=/);
  });
});

it('notices and tests have words of their own', () => {
  expect(noticeMailWords('経理PC', { title: '題', text: '文 <b>' }, 'ja')).toMatchObject({ subject: '【Mamori】経理PC: 題', text: '題\n\n文 <b>\n', html: expect.stringContaining('文 &lt;b&gt;') as string });
  expect(testMailWords('pc', 'en').text).toContain('you get a mail at this address');
});

it('escapes what HTML reads', () => expect(escapeHtml('&<>"\'')).toBe('&amp;&lt;&gt;&quot;&#39;'));
