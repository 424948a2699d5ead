import { describe, expect, it } from 'vitest';
import { runPage } from '../../../src/agent/notices/run-page.js';
import { layOutPage } from '../../../src/notifications/pages/page-layout.js';
import { languages } from '../../../src/texts/language.js';
import type { RunDetails } from '../../../src/wire/verbs/results.js';

const run: RunDetails = {
  number: '000042-0', sourceId: 'a', source: 'R&D', sequence: 3, kind: 'scheduled', status: 'incomplete', reason: 'several-errors', startedMs: 0, finishedMs: 3_600_000,
  files: 1_200, bytes: 5_000_000, newFiles: 3, changed: 4, removed: 2, removedBytes: 2_000_000, unchanged: 1_190, failed: 3, storedBytes: 9_000, root: '/home/a/R&D', vault: '/mnt/vault',
  errors: [{ path: 'locked.txt', code: 'file.no-permission', message: '' }, { path: '<b>', code: 'file.no-permission', message: '' }, { path: '', code: 'file.io', message: '' }],
};

describe('the page of a run', () => {
  it.each(languages)('tells everything that `runs NO` says, then failures together by cause with what to do, in %s', language => {
    const { sections: [facts, summary, ...failures] } = runPage(run, language, 'UTC');
    expect(facts?.rows?.map(([, value]) => value)).toEqual(expect.arrayContaining(['000042-0', '1970-01-01 00:00', '1970-01-01 01:00', 'R&D  /home/a/R&D', '/mnt/vault', '1,200', '5.00 MB', '2.00 MB', '3']));
    expect(summary?.paragraphs?.join(' ')).toContain('3');
    expect(failures.map(({ list }) => list)).toEqual([['locked.txt', '<b>'], ['/home/a/R&D']]);
    for (const { title, paragraphs } of failures) expect(title && paragraphs?.[0]?.length).toBeGreaterThan(5);
  });

  it('says of several kinds of errors that what to do is below, where it is', () => {
    const rows = (more: object) => Object.fromEntries(runPage({ ...run, ...more }, 'en', 'UTC').sections[0]?.rows ?? []);
    expect(rows({})['Remedy']).toBe('Below, for each cause with its files.');
    expect(rows({ errors: [] })['Remedy']).toContain('mamori runs');
  });

  it('says so when more failed than are listed, and when nothing did', () => {
    expect(runPage({ ...run, failed: 5_000 }, 'en', 'UTC').sections[1]?.paragraphs).toContain('The first 3 are shown.');
    const { sections } = runPage({ ...run, status: 'completed', reason: undefined, failed: 0, errors: [] }, 'en', 'UTC');
    expect(sections).toHaveLength(2);
    expect(sections[1]?.paragraphs).toEqual(['There is no file that could not be saved.']);
  });

  it('is a document that loads and runs nothing, whatever files are called', () => {
    const names = ['<script>alert(1)</script>', '"><img src=http://x onerror=y>', '\' onmouseover=\'z', '</li></ul><iframe>', '&lt;'];
    const html = layOutPage(runPage({ ...run, source: names[0] as string, errors: names.map(path => ({ path, code: 'file.io', message: '' })) }, 'en', 'UTC'), 'en');
    expect(html).toContain('content="default-src \'none\'; style-src \'unsafe-inline\'"');
    expect(html.match(/<(?!\/?(?:html|head|meta|title|style|body|main|h1|h2|p|table|tr|th|td|ul|li|!DOCTYPE)\b)/g)).toBeNull();
    expect(html).toContain('<li>&amp;lt;</li>');
  });
});
