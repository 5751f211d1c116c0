/** A server whose operator takes part: an inbox for somebody, and an age identity that reports are encrypted to. */
import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { test as base, expect, type Page, type Request } from '@playwright/test';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';

export { expect } from '@playwright/test';

export type TakePartServer = ServerUnderTest & {
  /** `AGE-SECRET-KEY-1…`, which only the operator has. */
  identity: string;
  /** Makes the page's session that of an operator. */
  signInAsOperator(page: Page): Promise<void>;
};

const root = fileURLToPath(new URL('../../', import.meta.url));
const operator = 'operator@example.com';

export const test = base.extend<{ baseURL: string }, { server: TakePartServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use, { workerIndex }) => {
      const identity = await generateIdentity();
      const recipient = await identityToRecipient(identity);
      const config = join(tmpdir(), `take-part-${process.pid}-${workerIndex}.config.ts`);
      await writeFile(config, configText(recipient));
      const env = { SITE_CONFIG: config, SANDBOX_PACE: '0' };
      const server = await startServer({ env });
      await use({ ...server, identity, signInAsOperator: signIn(server, config) });
      await server.stop();
      await rm(config);
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, use) => use(server.origin),
});

const configText = (recipient: string): string => `
import site from '${pathToFileURL(join(root, 'site.config.ts'))}';
export default { ...site, operators: ['${operator}'], security: { recipient: '${recipient}' } };
`;

let confirmed: Promise<unknown> | undefined;

const signIn =
  ({ origin, dataDir }: ServerUnderTest, config: string): TakePartServer['signInAsOperator'] =>
  async (page) => {
    const user = { email: operator, password: 'a password of the tests', name: 'Operator' };
    const post = (path: string, data: object = {}) => page.request.post(origin + path, { data });
    const up = await post('/api/auth/sign-up/email', user);
    if (!up.ok()) await post('/api/auth/sign-in/email', user);
    await post('/api/sandbox');
    confirmed ??= promisify(execFile)(
      process.execPath,
      ['src/admin/main.ts', 'users', 'confirm', operator],
      { cwd: root, env: { PATH: process.env.PATH, DATA_DIR: dataDir, SITE_CONFIG: config } },
    );
    await confirmed;
  };

/** Opens a page and waits until its forms are alive. */
export const openAlive = async (page: Page, path: string): Promise<void> => {
  await page.goto(path);
  await expect(page.locator('astro-island[ssr][client=load]')).toHaveCount(0);
};

/** Bodies of all requests that the page sends from now on, as one text. */
export const sentBodies = (page: Page): (() => string) => {
  const bodies: string[] = [];
  page.on('request', (request: Request) =>
    bodies.push(`${request.url()} ${request.postData() ?? ''}`),
  );
  return () => bodies.join('\n');
};
