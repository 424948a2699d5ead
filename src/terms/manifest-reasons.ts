/** Why a field of a plugin's manifest is refused; what people read for each is in src/texts/plugins/manifest-reason-texts.ts. */
export const manifestReasons = [
  'not-json', 'file-too-large', 'missing', 'unknown-field', 'wrong-type', 'not-one-of', 'too-short', 'too-long', 'too-small', 'too-large', 'too-few', 'too-many',
  'bad-name', 'reserved-name', 'bad-version', 'bad-version-range', 'bad-path', 'bad-id', 'bad-event', 'bad-group', 'bad-scheme', 'bad-host', 'bad-setting-key', 'bad-default', 'key-of-text',
  'not-own-id', 'duplicate-id', 'unknown-command', 'unknown-setting', 'main-needed', 'capability-needed', 'skip-after-run',
  'when-empty', 'when-too-long', 'when-too-deep', 'when-bad-character', 'when-unclosed-string', 'when-unexpected', 'when-ends-early', 'when-not-a-key', 'when-not-a-number',
  'when-bad-expression', 'when-expression-too-large',
] as const;

export type ManifestReason = (typeof manifestReasons)[number];
