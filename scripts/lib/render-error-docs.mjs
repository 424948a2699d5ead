/**
 * docs/errors.md: every error code with what it means and what to do, as people read it, in both languages.
 *
 * @param {Readonly<Record<string, { kind: string, retry: string }>>} definitions
 * @param {Readonly<Record<string, { ja: { cause: string, remedy: string }, en: { cause: string, remedy: string } }>>} texts
 * @returns {string}
 */
export function renderErrorDocs(definitions, texts) {
  const codes = Object.keys(definitions).toSorted();
  const areas = [...new Set(codes.map(areaOf))];
  const entry = code => {
    const { kind, retry } = definitions[code];
    const { ja, en } = texts[code];
    return [
      `### ${code}`, '', `${KINDS[kind]}${RETRIES[retry]}`, '',
      `- ${en.cause}`, `- ${en.remedy}`, `- ${ja.cause}`, `- ${ja.remedy}`, '',
    ];
  };
  return [
    '# Errors', '',
    'Written by `node scripts/generate-docs.mjs` from src/terms/errors and src/texts/errors; a test compares them.', '',
    'Each entry: who caused it and whether waiting helps, then cause and remedy in English and in Japanese. `--json` output and logs',
    'carry the code; programs decide by it, never by the text.', '',
    ...areas.flatMap(area => [`## ${area}`, '', ...codes.filter(code => areaOf(code) === area).flatMap(entry)]),
  ].join('\n');
}

const KINDS = {
  expected: 'A matter of input or situation.',
  environment: 'A matter of the surroundings: disk, network, operating system.',
  bug: 'A defect of Mamori.',
};
const RETRIES = { never: '', later: ' The same work may succeed later by itself.' };

const areaOf = code => code.slice(0, code.indexOf('.'));
