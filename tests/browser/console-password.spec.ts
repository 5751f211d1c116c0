import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { linksTo, type MailingSite, startMailingSite } from '../mailing-site.ts';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';
import { ConsolePage } from './console-page.ts';

const test = base.extend<{ baseURL: string }, { mailing: MailingSite & { origin: string } }>({
  mailing: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const site = await startMailingSite();
      const server = await startServer({ env: { ...site.env, SANDBOX_PACE: '0' } });
      await use({ ...site, origin: server.origin });
      await server.stop();
      await site.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ mailing }, use) => use(mailing.origin),
});

const email = 'reader@example.com';

const expectNoFaults = async (page: Page) =>
  expect((await new AxeBuilder({ page }).include('.con').analyze()).violations).toEqual([]);

test('who forgot the password gets back in by mail, and finds keys and balance', async ({
  page,
  mailing,
}) => {
  const view = new ConsolePage(page);
  const newPassword = view.island.getByLabel('New password', { exact: true });
  await view.start();
  await view.create('prod-web');
  const signUp = { name: 'A Reader', email, password: 'a long enough one' };
  await page.request.post('/api/auth/sign-up/email', { data: signUp });
  await page.request.post('/api/auth/sign-out');
  await page.goto('/console/');

  await view.button('Sign in').click();
  await view.button('Forgot the password?').click();
  await expect(view.island.getByLabel('E-mail address')).toBeFocused();
  await expectNoFaults(page);
  await page.keyboard.type(email);
  await page.keyboard.press('Enter');
  await expect(view.island.getByRole('status')).toContainText(
    `If there is an account for ${email}`,
  );
  await expect.poll(() => linksTo(mailing, email).length).toBe(1);
  await view.button('Back to signing in').click();
  await expect(view.button('Forgot the password?')).toBeVisible();

  const { hash } = new URL(linksTo(mailing, email)[0] ?? '');
  await page.goto(`/console/${hash}`);
  await expect(newPassword).toBeFocused();
  expect(page.url()).not.toContain('reset=');
  await expectNoFaults(page);
  await page.keyboard.type('short');
  await page.keyboard.press('Enter');
  await expect(view.island.getByText('Take at least 10 characters')).toBeVisible();
  await newPassword.fill('another long one');
  await view.button('Set the password').click();
  await expect(view.island).toContainText('signed out everywhere');
  await view.island.getByLabel('E-mail address').fill(email);
  await view.island.getByLabel('Password').fill('another long one');
  await view.button('Sign in').click();
  await expect(view.key('prod-web')).toBeVisible();
  await expect(view.island).not.toContainText('signed out everywhere');

  await page.goto('/');
  await page.goto(`/console/${hash}`);
  await newPassword.fill('a third long one');
  await view.button('Set the password').click();
  await expect(view.island.getByRole('alert')).toContainText('no longer good');
  await view.button('Cancel').click();
  await expect(view.key('prod-web')).toBeVisible();
});

test.describe('on a site that sends no mail', () => {
  let server: ServerUnderTest;
  test.beforeAll(async () => {
    server = await startServer();
  });
  test.afterAll(async () => {
    await server.stop();
  });

  test('who forgot the password is told whom to ask', async ({ page }) => {
    await page.goto(`${server.origin}/console/`);
    const view = new ConsolePage(page);
    await view.button('Sign in').click();
    await view.button('Forgot the password?').click();
    await expect(view.island.getByRole('link', { name: 'support@tokenbay.com' })).toBeVisible();
    await expect(view.island.getByLabel('E-mail address')).toHaveCount(0);
    await expect(view.button('Back to signing in')).toBeFocused();
  });
});
