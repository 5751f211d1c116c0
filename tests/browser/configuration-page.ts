/** An integration page as a reader uses it. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { type KeyText, renderSetup, type System } from '../../src/domain/recipe-render.ts';
import { recipePages } from '../../src/verification/pages.ts';
import { expect } from './browser-test.ts';

export const variable: KeyText = { variable: 'TOKENBAY_API_KEY' };

export class ConfigurationPage {
  readonly page: Page;
  readonly app: string;
  readonly consoleErrors: string[] = [];

  constructor(page: Page, app: string) {
    this.page = page;
    this.app = app;
    page.on('pageerror', (error) => this.consoleErrors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.consoleErrors.push(message.text());
    });
  }

  get setup() {
    return this.page.getByRole('region', { name: 'Your set-up' });
  }
  get request() {
    return this.page.getByRole('region', { name: 'Your first request' });
  }
  get model() {
    return this.setup.getByRole('combobox', { name: 'Model' });
  }
  get watch() {
    return this.request.getByRole('button', { name: 'Watch for my request' });
  }

  /** Wakes both islands, and waits until the live list has been read. */
  async open(): Promise<void> {
    await this.page.goto(`/integrations/${this.app}/`);
    await this.request.scrollIntoViewIfNeeded();
    await this.setup.scrollIntoViewIfNeeded();
    await expect(this.model).toHaveValue('sandbox/docs');
  }

  async takeSandboxKey(): Promise<string> {
    const answer = this.page.waitForResponse('**/api/sandbox');
    await this.setup.getByRole('button', { name: 'Get a sandbox key' }).click();
    const { key } = await (await answer).json();
    await expect(this.setup.getByText(`sk-…${key.secret.slice(-4)}`)).toBeVisible();
    return key.secret;
  }

  async chooseSystem(name: 'Linux' | 'macOS' | 'Windows'): Promise<void> {
    await this.setup.getByRole('radio', { name }).check();
  }

  /** The block whose bar says so. */
  block(label: string, within = this.setup) {
    return within.getByRole('figure').filter({ hasText: label });
  }

  async origin(): Promise<string> {
    const { gateway } = await (await this.page.request.get('/api/capabilities')).json();
    return gateway.origin;
  }

  /** What the renderer makes of a set-up of this page's recipe. */
  async rendered(setupName: string, values: { model: string; key: KeyText; system: System }) {
    const { recipe } = (await recipePages()).find(({ page }) => page === this.app) ?? {};
    const setup = recipe?.setups.find(({ name }) => name === setupName);
    if (!setup) throw new Error(`${this.app} has no set-up ${setupName}.`);
    return renderSetup(setup, { ...values, origin: await this.origin() });
  }

  async clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Name and text of the file that a click brings. */
  async download(button: string, label: string): Promise<{ name: string; text: string }> {
    const coming = this.page.waitForEvent('download');
    await this.block(label).getByRole('button', { name: button }).click();
    const download = await coming;
    return {
      name: download.suggestedFilename(),
      text: await readFile(await download.path(), 'utf8'),
    };
  }
}

/** Variables that lines of a shell set. */
export const variablesOf = (env: string): Record<string, string> =>
  Object.fromEntries(
    [...env.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value.replace(/^"(.*)"$/, '$1'),
    ]),
  );
