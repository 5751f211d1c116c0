/** The playground as a reader uses it. */
import type { Page } from '@playwright/test';
import { expect } from './browser-test.ts';

export class PlaygroundPage {
  readonly page: Page;
  /** Secrets that this page sent to the gateway. */
  readonly keys = new Set<string>();
  /** Errors of the console, but for the browser's own lines about statuses of 400 and more. */
  readonly consoleErrors: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('request', (request) => {
      const headers = request.headers();
      const key = headers.authorization?.replace('Bearer ', '') ?? headers['x-api-key'];
      if (key) this.keys.add(key);
    });
    page.on('pageerror', (error) => this.consoleErrors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.consoleErrors.push(message.text());
    });
  }

  async open(path = '/playground/'): Promise<void> {
    await this.page.goto(path);
    await expect(this.page.getByRole('button', { name: 'Share' })).toBeEnabled();
  }

  get island() {
    return this.page.getByRole('region', { name: 'Playground', exact: true });
  }
  get run() {
    return this.island.getByRole('button', { name: 'Run', exact: true });
  }
  get stop() {
    return this.island.getByRole('button', { name: 'Stop', exact: true });
  }
  get answer() {
    return this.island.locator('.pg-answer .md');
  }
  get cost() {
    return this.page.getByRole('region', { name: 'What it cost, and why' });
  }
  get json() {
    return this.island.getByRole('textbox', { name: 'JSON body of the request' });
  }
  get message() {
    return this.island.getByLabel('Message');
  }

  async openTab(name: string): Promise<void> {
    await this.island.getByRole('tab', { name }).click();
  }

  /** Waits until the request log has been read. */
  async settled(): Promise<void> {
    await expect(this.cost).toContainText('Rule');
  }

  async requestId(): Promise<string> {
    const id = await this.island.locator('.pg-figure code').textContent();
    expect(id).toMatch(/^req_/);
    return id ?? '';
  }

  /** The row in the gateway's store, asked for beside the page. */
  async row() {
    const [key] = [...this.keys].slice(-1);
    const answer = await this.page.request.get(`/v1/requests/${await this.requestId()}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(answer.ok()).toBe(true);
    return await answer.json();
  }
}
