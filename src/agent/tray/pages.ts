import type { NoticeBody } from '../../notifications/notice.js';
import type { Page } from '../../notifications/pages/page-layout.js';
import { systemZone } from '../../platform/system-moments.js';
import { explainedName } from '../../terms/settings/setting-rules.js';
import type { Language } from '../../texts/language.js';
import { noticeWords } from '../../texts/notices/notice-words.js';
import { severityTexts } from '../../texts/notices/notice-texts.js';
import { valueWords } from '../../texts/settings/describe-setting.js';
import { settingTexts } from '../../texts/settings/setting-texts.js';
import { pageTexts } from '../../texts/page-texts.js';
import { inLanguage } from '../../texts/text.js';
import { shownSettings } from '../notices/kind-channels.js';
import { wallTime } from '../notices/wall-time.js';
import { sourcesOf } from '../sources.js';
import type { Workspace } from '../workspace.js';

const MOST_LISTED = 500;

/** What was told and not yet seen, newest first. */
export function noticesPage({ state }: Workspace, language: Language): Page {
  const zone = systemZone();
  const notices = state.notices.list({ all: false, limit: MOST_LISTED });
  return {
    title: inLanguage(pageTexts.noticesTitle, language),
    sections: notices.length === 0 ? [{ paragraphs: [inLanguage(pageTexts.noNotices, language)] }] : notices.map(({ kind, severity, atMs, body }) => {
      const { title, text } = noticeWords(kind, body as NoticeBody, language);
      return { title, paragraphs: [`${wallTime(atMs, zone)}  ${inLanguage(severityTexts[severity], language)}`, text] };
    }),
  };
}

function meaningOf(setting: string, language: Language): string {
  const name = explainedName(setting);
  return name === undefined ? '' : inLanguage(settingTexts[name], language);
}

/** Everything that can be set, as it is set now, and how each is changed. */
export function settingsPage(workspace: Workspace, language: Language): Page {
  const { installation, settings } = workspace;
  const { schedule, current: { preferences } } = settings;
  const say = (key: keyof typeof pageTexts) => inLanguage(pageTexts[key], language);
  return {
    title: say('settingsTitle'),
    sections: [
      { rows: [[say('vault'), installation?.vault.location ?? ''], [say('schedule'), schedule?.on ? schedule.time : say('off')]], paragraphs: [say('scheduleHow')] },
      { title: say('sourcesTitle'), rows: sourcesOf(workspace).map(({ name, root }) => [name, root] as const), paragraphs: [say('sourcesHow')] },
      { title: say('allTitle'), paragraphs: [say('settingsHow')], rows: Object.entries(shownSettings(preferences)).map(([name, value]) => [name, `${valueWords(value, language)}\n${meaningOf(name, language)}`] as const) },
    ],
  };
}
