/** What a person reads when a failure meets them: what happened and why, and what to do now. */
export interface ErrorText {
  readonly ja: { readonly cause: string; readonly remedy: string };
  readonly en: { readonly cause: string; readonly remedy: string };
}
