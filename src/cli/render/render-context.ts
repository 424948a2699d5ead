import type { Language } from '../../texts/language.js';
import { inLanguage, type Text, type TextValues } from '../../texts/text.js';

/** Where rendered results go, and how. */
export interface RenderContext {
  readonly language: Language;
  line(text: string): void;
  /** Writes a file for the person; a relative name is relative to the caller's folder. @throws CodedError `cli.file-not-written` */
  write(file: string, content: string): void;
}

/** Speaks in the context's language. */
export function say(context: RenderContext, text: Text, values?: TextValues): void {
  context.line(inLanguage(text, context.language, values));
}
