import type { Language } from '../../texts/language.js';
import { inLanguage, type Text, type TextValues } from '../../texts/text.js';

/** Where rendered results go, and how. */
export interface RenderContext {
  readonly language: Language;
  readonly nowMs: number;
  line(text: string): void;
  write(file: string, content: string): void;
}

/** Speaks in the context's language. */
export function say(context: RenderContext, text: Text, values?: TextValues): void {
  context.line(inLanguage(text, context.language, values));
}
