/** `test` for what is broken: a server with many groups, keys in any of them, and what the tests look for. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Capabilities } from '../../src/domain/playground-api.ts';
import type { RequestLogRow } from '../../src/domain/request-log.ts';
import { createAccount } from '../../src/storage/accounts.ts';
import { createKey } from '../../src/storage/keys.ts';
import { openStore } from '../../src/storage/store.ts';
import { startServer } from '../server-under-test.ts';
import { test as base } from './browser-test.ts';

export { expect } from '@playwright/test';

export type Trouble = {
  origin: string;
  /** The secret of a new account's key; credit in nanodollars. */
  newKey(group?: string, credit?: number): Promise<string>;
  /** One call of a model; answers its row once it is settled. */
  send(secret: string, body: object): Promise<RequestLogRow>;
  /** The whole log of a key, newest first. */
  log(secret: string): Promise<RequestLogRow[]>;
};

const siteConfig = fileURLToPath(new URL('./trouble-site.ts', import.meta.url));

export const test = base.extend<{ baseURL: string }, { trouble: Trouble }>({
  trouble: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const upstream = createServer((_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer));
      });
      await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
      const { port } = upstream.address() as AddressInfo;
      const server = await startServer({
        env: {
          SANDBOX_PACE: '0',
          SITE_CONFIG: siteConfig,
          TROUBLE_UPSTREAM: `http://127.0.0.1:${port}`,
        },
      });
      const store = await openStore({ dataDir: server.dataDir, clock: { now: Date.now } });
      const { origin } = server;
      const log = async (secret: string): Promise<RequestLogRow[]> => {
        const response = await fetch(`${origin}/v1/requests?limit=100`, {
          headers: { 'x-api-key': secret },
        });
        return ((await response.json()) as { data: RequestLogRow[] }).data;
      };
      await use({
        origin,
        log,
        newKey: async (groupId = 'wide', credit = 1_000_000_000) => {
          const account = await createAccount(store, { kind: 'standard', credit });
          const { secret } = await createKey(store, {
            accountId: account.id,
            groupId,
            label: 'trouble',
          });
          return secret;
        },
        send: async (secret, body) => {
          const response = await fetch(`${origin}/v1/messages`, {
            method: 'POST',
            headers: { 'x-api-key': secret, 'content-type': 'application/json' },
            body: JSON.stringify({
              model: 'sandbox/echo',
              max_tokens: 50,
              messages: [{ role: 'user', content: 'Hello there.' }],
              ...body,
            }),
          });
          await response.text();
          const id = response.headers.get('x-request-id');
          for (;;) {
            const row = (await log(secret)).find((each) => each.id === id);
            if (row?.state === 'settled') return row;
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
        },
      });
      await store.close();
      await server.stop();
      upstream.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ trouble }, use) => use(trouble.origin),
});

/** What the upstream of one protocol answers to everything. */
const answer = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 0,
  model: 'plain/chat',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Yes' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 4, completion_tokens: 1, total_tokens: 5 },
};

/** An island's frame, by the title that it shows. */
export const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** An island wakes when it is seen; until then its buttons are off. */
export const awake = async (island: Locator, button: string) => {
  await island.scrollIntoViewIfNeeded();
  await expect(island.getByRole('button', { name: button })).toBeEnabled();
};

/** An island on its page, which is open once its button works. */
export const islandOn = (path: string, name: string, button: string) => ({
  island: (page: Page) => panel(page, name),
  open: async (page: Page): Promise<void> => {
    await page.goto(path);
    await awake(panel(page, name), button);
  },
});

/** Holds a key in the page, as a reader does who has one. */
export const holdKey = async (page: Page, island: Locator, secret: string) => {
  await island.getByRole('button', { name: 'Use my own key' }).click();
  await island.getByLabel('Your API key').fill(secret);
  await page.keyboard.press('Enter');
};

const violations = async (page: Page) =>
  (await new AxeBuilder({ page }).include('.ctl-panel').analyze()).violations.flatMap(
    ({ id, nodes }) => nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })),
  );

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** axe finds nothing in either theme, and nothing scrolls sideways. */
export const expectReadable = async (page: Page): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
  expect(await sideways(page)).toBe(0);
};

/** Errors of the console, but for the browser's own lines about statuses of 400 and more. */
export const consoleErrors = (page: Page): string[] => {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(message.text());
  });
  return errors;
};

/** The page sees a gateway that lacks a feature. */
export const withoutFeature = (page: Page, ...features: (keyof Features)[]) =>
  withCapabilities(page, (capabilities) => {
    for (const feature of features) capabilities.features[feature] = false;
    capabilities.console = 'https://console.example/';
  });

/** The page sees a gateway that does not answer; nothing is known of its features then. */
export const withoutGateway = (page: Page) =>
  withCapabilities(page, ({ gateway, features }) => {
    gateway.reachable = false;
    Object.assign(features, { requestLog: false, explanation: false, reconcile: false });
  });

type Features = Capabilities['features'];

const withCapabilities = (page: Page, change: (capabilities: Capabilities) => void) =>
  page.route('**/api/capabilities', async (route) => {
    const response = await route.fetch();
    const capabilities: Capabilities = await response.json();
    change(capabilities);
    await route.fulfill({ response, json: capabilities });
  });
