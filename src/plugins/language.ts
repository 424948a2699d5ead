/** The language that built-in plugins speak to people in. They run in the agent's process, so its surroundings are the person's. */
export type Language = 'ja' | 'en';

/** As the agent chooses it: `MAMORI_LANGUAGE`, else the operating system's language, else English. */
export function personsLanguage(environment: NodeJS.ProcessEnv = process.env): Language {
  const named = ['MAMORI_LANGUAGE', 'LC_ALL', 'LC_MESSAGES', 'LANG'].map(name => environment[name]).find(value => value);
  return /^ja(?:$|[-_.@])/i.test(named ?? Intl.DateTimeFormat().resolvedOptions().locale) ? 'ja' : 'en';
}
