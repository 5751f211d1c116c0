/** The long run: one file after the other, so that each has the machine to itself, and what takes minutes too. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/faults/**/*.test.ts', 'tests/faults/**/*.long.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
