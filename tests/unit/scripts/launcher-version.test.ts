import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../meta/support/project-files.js';

it('the launcher\'s resource says the version of package.json', () => {
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { readonly version: string };
  const header = readFileSync(join(projectRoot, 'native/launcher/resources/version.h'), 'utf8');
  expect(header).toContain(`#define MAMORI_VERSION_TEXT "${version}"`);
  expect(header).toContain(`#define MAMORI_VERSION_NUMBERS ${version.split('.').join(', ')}, 0`);
});
