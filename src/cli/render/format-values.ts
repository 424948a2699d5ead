import type { Language } from '../../texts/language.js';

export { formatBytes } from '../../texts/format-bytes.js';

/** Local date and time to the second, `2026-11-22 15:04:05`: sorts as text, reads the same in both languages. */
export function formatTime(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** A length of time in its two largest units. */
export function formatDuration(ms: number, language: Language): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [hour, minute, second] = language === 'ja' ? ['時間', '分', '秒'] : [' h', ' min', ' s'];
  if (seconds < 60) return `${seconds}${second}`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}${minute} ${seconds % 60}${second}`;
  return `${Math.floor(seconds / 3600)}${hour} ${Math.floor((seconds % 3600) / 60)}${minute}`;
}

/**
 * Makes text from elsewhere safe to print: control characters, undecodable bytes and what reorders or breaks lines are shown as escapes, so that
 * no file name can command a terminal or pass for another.
 */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]/gu, character => {
    const code = character.charCodeAt(0);
    return code >= 0xdc80 && code <= 0xdcff ? `\\x${(code - 0xdc00).toString(16)}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
