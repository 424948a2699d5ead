import { defineConfig } from 'vitest/config';

/** One configuration for all suites; what a suite needs beyond it, it sets up in its own files. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/bench/**', 'node_modules/**'],
    pool: 'forks',
    maxWorkers: 2,
    // Integration tests start processes and build trees; a unit test that needs a fraction of this is already slow.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    setupFiles: [],
  },
});
