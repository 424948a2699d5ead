import { isErrorCode } from '../terms/errors/index.js';
import { errorTexts } from './errors/index.js';
import type { Language } from './language.js';

/** What a person is told about a failure. */
export interface ErrorDescription {
  readonly cause: string;
  readonly remedy: string;
}

/** For a code of a newer program or a plugin: nothing is known but that it failed, and where to look. */
const unknownError: Readonly<Record<Language, ErrorDescription>> = {
  ja: { cause: '予期しない問題が起きました。', remedy: 'もう一度実行してください。続く場合は「mamori export-logs」でログを書き出し、管理者に渡してください。' },
  en: { cause: 'Something unexpected happened.', remedy: 'Try again. If it keeps happening, run "mamori export-logs" and give the file to your administrator.' },
};

/** Cause and remedy of an error code in one language; every code has an answer. */
export function describeError(code: string, language: Language): ErrorDescription {
  return (isErrorCode(code) ? errorTexts[code] : unknownError)[language];
}
