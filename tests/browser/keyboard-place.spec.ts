import type { Page } from '@playwright/test';
import { expect, test } from './browser-test.ts';
import { ConfigurationPage } from './configuration-page.ts';
import { ConsolePage } from './console-page.ts';

/** Presses a button by keyboard. */
const press = async (page: Page, name: string) => {
  const button = page.getByRole('button', { name, exact: true });
  await button.focus();
  await expect(button).toBeEnabled();
  await page.keyboard.press('Enter');
};

test('the focus stays in the console when the button that had it has done its work', async ({
  page,
}) => {
  const view = new ConsolePage(page);
  await page.goto('/console/');
  await press(page, 'Start');
  await expect(view.secretOf('Sandbox')).toBeFocused();
  await press(page, 'Use on this site');
  await expect(view.button('In use in this tab')).toBeFocused();
  await press(page, 'I have it');
  await expect(view.button('Rename Sandbox')).toBeFocused();
  await press(page, 'Rename Sandbox');
  await page.keyboard.press('Escape');
  await expect(view.button('Rename Sandbox')).toBeFocused();
  await view.openTab('Tickets');
  await press(page, 'New ticket');
  await expect(view.island.getByLabel('Subject')).toBeFocused();
  await press(page, 'Cancel');
  await expect(view.button('New ticket')).toBeFocused();
  await view.openTab('Account');
  await press(page, 'Sign out');
  await expect(view.button('Keep the session')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(view.button('Sign out')).toBeFocused();
  await page.keyboard.press('Enter');
  await press(page, 'End the session');
  await expect(view.button('Start')).toBeFocused();
});

test('signing up leaves the focus in the form when it fails, and in the console when it succeeds', async ({
  page,
}) => {
  const view = new ConsolePage(page);
  await view.start();
  await press(page, 'Make it permanent');
  await expect(view.island.getByLabel('Name', { exact: true })).toBeFocused();
  await view.signUp(`place-${Date.now()}@example.com`, 'short');
  await expect(view.island.getByLabel('Password')).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('a long enough one');
  await page.keyboard.press('Enter');
  await expect(view.island.getByRole('tab', { name: 'Keys' })).toBeFocused();
});

test('a reader who left on purpose is left alone', async ({ page }) => {
  const view = new ConsolePage(page);
  await view.start();
  await view.secretOf('Sandbox').getByRole('button', { name: 'I have it' }).focus();
  await page.getByRole('heading', { name: 'Console', level: 1 }).click();
  await view.secretOf('Sandbox').evaluate((secret) => secret.remove());
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await expect(page.locator('body')).toBeFocused();
});

test('a busy button keeps the focus and does nothing twice', async ({ page }) => {
  await page.goto('/keys/');
  const doctor = page.getByRole('region', { name: 'Key doctor' });
  await doctor.scrollIntoViewIfNeeded();
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let asked = 0;
  await page.route('**/api/keys/test', async (route) => {
    asked += 1;
    await released;
    await route.continue();
  });
  await expect(doctor.getByRole('button', { name: 'Examine' })).toBeEnabled();
  await doctor.getByLabel('Key as your tool has it').fill('sk-short');
  await press(page, 'Examine');
  await expect(doctor.getByRole('button', { name: 'Examining…' })).toBeFocused();
  await page.keyboard.press('Enter');
  await doctor.getByLabel('Model id').press('Enter');
  await doctor.getByRole('button', { name: 'Stop' }).focus();
  release();
  await expect(doctor).toContainText('cut short');
  expect(asked).toBe(1);
  await expect(doctor.getByRole('button', { name: 'Examine' })).toBeFocused();
});

test('after a sandbox key was taken the focus is on what can be done with it', async ({ page }) => {
  const configuration = new ConfigurationPage(page, 'claude-code');
  await configuration.open();
  await configuration.setup.getByRole('button', { name: 'Get a sandbox key' }).focus();
  await page.keyboard.press('Enter');
  await expect(configuration.setup.getByRole('button', { name: 'Change' })).toBeFocused();
});
