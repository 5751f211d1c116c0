import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/browser/**', 'tests/bench/**'],
    // A test that starts servers or a database on a busy machine needs seconds, not milliseconds.
    testTimeout: 30_000,
    // Most tests wait for processes of their own; by itself, one worker would leave two cores half idle.
    maxWorkers: 2,
    hookTimeout: 60_000,
  },
});
