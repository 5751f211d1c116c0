/** The console as a reader uses it, and requests that are sent beside it. */
import type { Page } from '@playwright/test';
import { expect } from './browser-test.ts';

type Sent = { model?: string; client?: string; words?: number };

export class ConsolePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get island() {
    return this.page.getByRole('region', { name: 'Console', exact: true });
  }
  get secret() {
    return this.island.locator('.con-secret-value');
  }
  /** What shows the new secret of a key. */
  secretOf(label: string) {
    return this.island.getByRole('region', { name: `Secret of ${label}`, exact: true });
  }
  get keys() {
    return this.island.getByRole('list', { name: 'Your keys' });
  }
  get dialog() {
    return this.page.getByRole('dialog', { name: /^Reset/ });
  }

  key(label: string) {
    return this.keys.getByRole('listitem').filter({ hasText: label });
  }
  button(name: string) {
    return this.island.getByRole('button', { name, exact: true });
  }
  row(id: string) {
    return this.page.locator(`.rl-row[data-id="${id}"]`);
  }

  /** Opens the console and starts with a sandbox account; answers the secret of its first key. */
  async start(): Promise<string> {
    await this.page.goto('/console/');
    await this.button('Start').click();
    return this.readSecret('Sandbox');
  }

  async readSecret(label: string): Promise<string> {
    await expect(this.secretOf(label)).toBeVisible();
    const secret = (await this.secretOf(label).locator('.con-secret-value').textContent()) ?? '';
    expect(secret).toMatch(/^sk-\w{49}$/);
    return secret;
  }

  async create(label: string): Promise<string> {
    await this.island.getByLabel('Label').fill(label);
    await this.button('Create key').click();
    return this.readSecret(label);
  }

  async putAway(label: string): Promise<void> {
    await this.secretOf(label).getByRole('button', { name: 'I have it' }).click();
  }

  /** Fills in the form that signs up, and sends it. */
  async signUp(email: string, password: string): Promise<void> {
    await this.island.getByLabel('Name', { exact: true }).fill('A Reader');
    await this.island.getByLabel('E-mail address').fill(email);
    await this.island.getByLabel('Password').fill(password);
    await this.button('Create the account').click();
  }

  async openTab(name: string): Promise<void> {
    await this.island.getByRole('tab', { name }).click();
  }

  /** Sends a request as a program does; answers its status and its id. */
  async send(
    secret: string,
    { model = 'sandbox/echo', client = 'my-app/1.0', words = 20 }: Sent = {},
  ) {
    const answer = await this.page.request.post('/v1/chat/completions', {
      headers: { authorization: `Bearer ${secret}`, 'user-agent': client },
      data: { model, max_tokens: words, messages: [{ role: 'user', content: 'Say it back.' }] },
    });
    return { status: answer.status(), id: answer.headers()['x-request-id'] ?? '' };
  }

  /** Starts a streamed request; resolves when its first piece has arrived. `rest` reads it to its end. */
  async stream(secret: string, words: number) {
    const answer = await fetch(new URL('/v1/chat/completions', this.page.url()), {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'sandbox/slow',
        stream: true,
        max_tokens: words,
        messages: [{ role: 'user', content: 'Tell me about streams.' }],
      }),
    });
    expect(answer.status).toBe(200);
    const pieces = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    const first = await pieces?.read();
    const rest = async (): Promise<string> => {
      let text = first?.value ?? '';
      for (;;) {
        const piece = await pieces?.read();
        if (!piece || piece.done) return text;
        text += piece.value;
      }
    };
    return { id: answer.headers.get('x-request-id') ?? '', rest };
  }

  /** What the session's account has now. */
  async account() {
    const answer = await this.page.request.get('/api/console/account');
    return (await answer.json()).account;
  }

  async logged(id: string) {
    const answer = await this.page.request.get(`/api/console/requests/${id}`);
    expect(answer.ok()).toBe(true);
    return answer.json();
  }
}
