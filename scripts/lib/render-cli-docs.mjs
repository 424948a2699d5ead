/**
 * docs/cli.md: every command with its options and an example, as `mamori help` knows them.
 *
 * @typedef {{ readonly type: 'string' | 'boolean', readonly value?: string, readonly bareValue?: string, readonly summary: { readonly ja: string, readonly en: string } }} Option
 * @typedef {{ readonly usage: string, readonly summary: { readonly ja: string, readonly en: string }, readonly options: Readonly<Record<string, Option>>, readonly example: string }} Command
 * @param {readonly Command[]} commands
 * @param {Readonly<Record<string, Option>>} commonOptions
 * @param {(name: string, option: Option) => string} optionWritten
 * @returns {string}
 */
export function renderCliDocs(commands, commonOptions, optionWritten) {
  const option = ([name, spec]) => `- \`${optionWritten(name, spec)}\`: ${spec.summary.en} (${spec.summary.ja})`;
  const options = specs => Object.entries(specs).map(option);
  return [
    '# Command line', '',
    'Written by `node scripts/generate-docs.mjs` from the command table in src/cli; a test compares them.', '',
    'Results go to stdout, everything else (progress, messages, questions) to stderr. Relative paths are relative to the caller\'s folder; with `--device` or',
    '`--source`, a path that is neither absolute nor begins with `./` or `../` is taken as that device or source knows it. What follows `--` is no option.', '',
    '## For every command', '', ...options(commonOptions), '',
    '| Exit code | Meaning |', '|---|---|', '| 0 | done |', '| 1 | failed, or interrupted |', '| 2 | wrong usage |', '| 3 | done, except for some files |', '',
    '| Variable | Meaning |', '|---|---|',
    '| `MAMORI_HOME` | the folder of all state; `--home` goes before it |',
    '| `MAMORI_PASSPHRASE` | passphrase or recovery code that opens the vault; for `key add`, the passphrase to add |',
    '| `MAMORI_LANGUAGE` | `ja` or `en`; otherwise the locale decides |', '',
    'With `--json`, stdout holds exactly one JSON document: the result as declared in src/wire/verbs/results.ts, or `{ "error": { code, message, cause, remedy, … } }`',
    'with a code of [errors.md](errors.md). In JSON a byte of a path that is no part of valid UTF-8 is the lone surrogate U+DC80 + (byte − 0x80), written `\\udc80` to `\\udcff`',
    '(PEP 383), so that every path survives. On a terminal it is shown as `\\x80` to `\\xff`, a control character as `\\u001b`. Words of the command line are taken byte by byte.', '',
    ...commands.flatMap(({ usage, summary, options: own, example }) => [
      `## mamori ${usage}`, '', `${summary.en[0]?.toUpperCase()}${summary.en.slice(1)}. (${summary.ja})`, '',
      ...(Object.keys(own).length > 0 ? [...options(own), ''] : []),
      '```', `mamori ${example}`, '```', '',
    ]),
  ].join('\n');
}
