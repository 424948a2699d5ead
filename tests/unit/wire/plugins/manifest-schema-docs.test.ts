import { expect, it } from 'vitest';
import { renderManifestSchema } from '../../../../scripts/lib/render-manifest-schema.mjs';
import { description, title } from '../../../../src/wire/plugins/manifest/local-text.js';
import { ManifestSchema } from '../../../../src/wire/plugins/manifest/manifest-schema.js';
import { readProjectFile } from '../../../meta/support/project-files.js';

it('docs/plugin-manifest.schema.json is what the schema says (node scripts/generate-docs.mjs writes it)', () => {
  expect(readProjectFile('docs/plugin-manifest.schema.json')).toBe(renderManifestSchema(ManifestSchema, { title, description }));
});
