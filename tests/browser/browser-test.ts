/** `test` for browser tests: each worker has the real server to itself, and pages open on its origin. */
import { test as base } from '@playwright/test';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';

export { expect } from '@playwright/test';

export const test = base.extend<{ baseURL: string }, { server: ServerUnderTest }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, use) => use(server.origin),
});
