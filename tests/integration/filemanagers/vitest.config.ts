import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests on a screen: apart from the others, because file managers answer to a loaded machine in their own time. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../../../', import.meta.url)),
    environment: 'node',
    include: ['tests/integration/filemanagers/*.desktop.ts'],
    pool: 'forks',
    maxWorkers: 1, // one screen at a time
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
