import { parseRecoveryCode } from '../../core/vault/keys/recovery-code.js';
import { escapePattern } from './escape-pattern.js';

/** What stands where a secret stood. */
export const HIDDEN = '[hidden]';

/** Shorter values would take words of the log with them, and are no secrets worth the name. */
const MIN_LENGTH = 4;
const SECRET_NAME = /pass(?:word|phrase|wd)?|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credential|authorization|cookie|recovery[-_]?code|^key$|^pwd$/i;

/** What gives a secret away by the words around it or by its own form. */
const TELLTALES: readonly (readonly [RegExp, string])[] = [
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'\\]*@/gi, `$1${HIDDEN}@`], //                          user:password@ of a URL
  [/([?&][^=&#\s]*(?:pass|secret|token|key|sig|credential)[^=&#\s]*=)[^&#\s"'\\]+/gi, `$1${HIDDEN}`], // of a query
  [/\b(bearer|basic|digest)\s+[\w+/.~=-]{6,}/gi, `$1 ${HIDDEN}`], //                        Authorization
  [/((?:pass(?:word|phrase|wd)?|pwd|secret|token|api[-_]?key|access[-_]?key|credential|recovery[-_ ]?code)["'\\]*\s*[=:]\s*["'\\]*)[^\s"'\\,;}]+/gi, `$1${HIDDEN}`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, HIDDEN],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, HIDDEN],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, HIDDEN], //                                            a JSON web token
];

/** Seven groups of four symbols as a recovery code has them, or 28 in a row. */
const RECOVERY_CODE = /\b(?:[0-9A-Z]{4}([-\u2010-\u2015 ]))(?:[0-9A-Z]{4}\1){5}[0-9A-Z]{4}\b|\b[0-9A-Z]{28}\b/gi;

/** Whether a value under this name is a secret whatever it looks like. */
export function namesSecret(name: string): boolean {
  return SECRET_NAME.test(name);
}

/**
 * Takes secrets out of text: the ones given, in every encoding in which they may have found their way into it, and what looks like one.
 *
 * The list is the assurance and the looks are the net below it. Cost: one pass over the text for all secrets together.
 */
export function secretFilter(secrets: Iterable<string>): (text: string) => string {
  const forms = new Set([...secrets].filter(({ length }) => length >= MIN_LENGTH).flatMap(encodingsOf));
  const known = forms.size === 0 ? undefined : new RegExp([...forms].sort((a, b) => b.length - a.length).map(form => escapePattern(form)).join('|'), 'gi');
  return text => withoutRecoveryCodes(TELLTALES.reduce((safe, [telltale, replacement]) => safe.replace(telltale, replacement), known ? text.replace(known, HIDDEN) : text));
}

/** A word of four letters before it may look like its first group: what is no code is tried again one character further on. */
function withoutRecoveryCodes(text: string): string {
  let [safe, kept] = ['', 0];
  RECOVERY_CODE.lastIndex = 0;
  for (let found = RECOVERY_CODE.exec(text); found; found = RECOVERY_CODE.exec(text)) {
    if (isRecoveryCode(found[0])) {
      safe += text.slice(kept, found.index) + HIDDEN;
      kept = RECOVERY_CODE.lastIndex;
    } else {
      RECOVERY_CODE.lastIndex = found.index + 1;
    }
  }
  return safe + text.slice(kept);
}

/** Its checksum fits: of other texts of that form one in a thousand. */
function isRecoveryCode(text: string): boolean {
  try {
    parseRecoveryCode(text);
    return true;
  } catch {
    return false;
  }
}

function encodingsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [
    secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), encodeURI(secret), bytes.toString('hex'), Buffer.from(secret, 'utf16le').toString('hex'),
    ...base64Within(bytes), ...base64Within(Buffer.from(secret, 'utf16le')),
  ].filter(({ length }) => length >= MIN_LENGTH);
}

/** The base64 of a secret, and the part of it that is the same wherever in a longer text it begins: three positions, with the characters that neighbours share cut off. */
function base64Within(bytes: Buffer): readonly string[] {
  const whole = bytes.toString('base64').replace(/=+$/, '');
  const shifted = [0, 1, 2].map(lead => {
    const text = Buffer.concat([Buffer.alloc(lead), bytes]).toString('base64').replace(/=+$/, '');
    const head = lead === 0 ? 0 : lead + 1;
    return text.slice(head, Math.floor((lead + bytes.length) * 8 / 6));
  }).filter(({ length }) => length >= 8);
  return [whole, ...shifted].flatMap(text => [text, text.replaceAll('+', '-').replaceAll('/', '_')]);
}
