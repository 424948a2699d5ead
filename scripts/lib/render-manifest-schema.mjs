import { toJsonSchema } from '@valibot/to-json-schema';

/**
 * docs/plugin-manifest.schema.json: the shape of a plugin's package.json, for editors. What only code can check (ids that belong together, when-clauses)
 * is told when the plugin is installed.
 *
 * @param {import('valibot').GenericSchema} schema
 * @param {Readonly<Record<string, import('valibot').GenericSchema>>} definitions parts that stand in many places
 * @returns {string}
 */
export function renderManifestSchema(schema, definitions) {
  const { $schema, ...shape } = toJsonSchema(schema, { typeMode: 'input', errorMode: 'throw', definitions });
  const head = {
    $schema,
    $id: 'urn:mamori:plugin-manifest',
    title: 'Manifest of a Mamori plugin (package.json)',
    $comment: 'Written by `node scripts/generate-docs.mjs` from src/wire/plugins/manifest; a test compares them.',
  };
  return `${JSON.stringify({ ...head, ...shape }, undefined, 2)}\n`;
}
