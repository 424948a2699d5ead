/** The languages of everything a person reads. Logs and developers' messages are English. */
export type Language = 'ja' | 'en';

export const languages: readonly Language[] = ['ja', 'en'];

/**
 * The language a person has chosen: `MAMORI_LANGUAGE`, else what the operating system says, else English.
 *
 * POSIX order for the latter: LC_ALL, LC_MESSAGES, LANG; the first that is set and not empty decides, also when it is
 * a language we do not have. `osLocale` serves systems without these variables (Windows): a BCP 47 tag as `Intl` answers it; it is asked
 * only then, because loading the tables of `Intl` takes 20 ms.
 */
export function chosenLanguage(environment: Readonly<Record<string, string | undefined>>, osLocale = () => ''): Language {
  const named = ['MAMORI_LANGUAGE', 'LC_ALL', 'LC_MESSAGES', 'LANG'].map(name => environment[name]).find(value => value);
  return /^ja(?:$|[-_.@])/i.test(named ?? osLocale()) ? 'ja' : 'en';
}
