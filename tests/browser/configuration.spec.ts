import { startServer } from '../server-under-test.ts';
import { expect, test } from './browser-test.ts';
import { ConfigurationPage, variable, variablesOf } from './configuration-page.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('what is shown, copied and downloaded is what the renderer makes, for each set-up and system', async ({
  page,
}) => {
  const configuration = new ConfigurationPage(page, 'opencode');
  await configuration.open();
  const key = await configuration.takeSandboxKey();
  await configuration.model.selectOption('sandbox/echo');

  for (const [name, system, systemName] of [
    ['Claude', 'windows', 'Windows'],
    ['Other models', 'linux', 'Linux'],
  ] as const) {
    await configuration.setup.getByRole('tab', { name, exact: true }).click();
    await configuration.chooseSystem(systemName);
    const values = { model: 'sandbox/echo', system };
    const shown = await configuration.rendered(name, { ...values, key: variable });
    const keyed = await configuration.rendered(name, { ...values, key: { secret: key } });
    for (const file of shown.files)
      await expect(configuration.block(file.path).locator('pre')).toHaveText(file.text, {
        useInnerText: false,
      });
    await expect(configuration.block(shown.env.split('\n')[0] ?? '').first()).toBeVisible();
    await configuration
      .block(shown.env)
      .getByRole('button', { name: /^Copy with my key/ })
      .click();
    await expect.poll(() => configuration.clipboard()).toBe(keyed.env);
  }
  expect(configuration.consoleErrors).toEqual([]);
});

test('what is said of errors and of undoing follows the chosen set-up', async ({ page }) => {
  const configuration = new ConfigurationPage(page, 'opencode');
  await configuration.open();
  const below = page.locator('starlight-tabs').getByRole('tab', { selected: true });
  for (const name of ['Other models', 'Claude']) {
    const tab = configuration.setup.getByRole('tab', { name, exact: true });
    await tab.click();
    await expect(below.filter({ hasText: name })).toHaveCount(2);
    await expect(tab).toBeFocused();
  }
});

test('a file is copied and downloaded under its own name, with the key only where the button says so', async ({
  page,
}) => {
  const configuration = new ConfigurationPage(page, 'claude-code');
  await configuration.open();
  await configuration.chooseSystem('macOS');
  const values = { model: 'sandbox/docs', system: 'macos' } as const;
  const [plain] = (await configuration.rendered('Claude', { ...values, key: variable })).files;
  const block = configuration.block('~/.claude/settings.json');
  expect(await configuration.download('Download', 'settings.json')).toEqual({
    name: 'settings.json',
    text: plain?.text,
  });

  const key = await configuration.takeSandboxKey();
  const [keyed] = (await configuration.rendered('Claude', { ...values, key: { secret: key } }))
    .files;
  await block.getByRole('button', { name: 'Copy ~', exact: false }).click();
  await expect.poll(() => configuration.clipboard()).toBe(plain?.text);
  await block.getByRole('button', { name: 'Copy with my key' }).click();
  await expect.poll(() => configuration.clipboard()).toBe(keyed?.text);
  expect(await configuration.download('Download with key', 'settings.json')).toEqual({
    name: 'settings.json',
    text: keyed?.text,
  });

  expect(await page.locator('body').textContent()).not.toContain(key);
  expect(page.url()).not.toContain('sk-');
  // A sandbox key is kept for the tab, and nowhere else.
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(key);
  expect(await page.context().cookies()).not.toContainEqual(
    expect.objectContaining({ value: expect.stringContaining(key) }),
  );
});

test('an app with a window has its values to copy one by one', async ({ page }) => {
  const configuration = new ConfigurationPage(page, 'cursor');
  await configuration.open();
  await expect(configuration.setup.getByText('System', { exact: true })).toHaveCount(0);
  await configuration.setup.getByRole('button', { name: 'Copy Override OpenAI Base URL' }).click();
  await expect.poll(() => configuration.clipboard()).toBe(`${await configuration.origin()}/v1`);
  const key = await configuration.takeSandboxKey();
  await configuration.setup.getByRole('button', { name: 'Copy my key' }).click();
  await expect.poll(() => configuration.clipboard()).toBe(key);
});

test('the system is the reader’s own, until they choose another', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    baseURL,
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36',
  });
  const configuration = new ConfigurationPage(await context.newPage(), 'claude-code');
  await configuration.open();
  await expect(configuration.setup.getByRole('radio', { name: 'Windows' })).toBeChecked();
  await expect(configuration.block('PowerShell').last()).toContainText('$env:ANTHROPIC_BASE_URL');
  await expect(configuration.block('settings.json')).toContainText('%USERPROFILE%');
  await configuration.chooseSystem('Linux');
  await expect(configuration.setup).not.toContainText('PowerShell');
  await context.close();
});

test('the first request of an app turns up with its row, and the doctor’s own requests don’t', async ({
  page,
}) => {
  const configuration = new ConfigurationPage(page, 'claude-code');
  await configuration.open();
  await expect(configuration.request).toContainText("fill in your app's key");
  await configuration.chooseSystem('Linux');
  const key = await configuration.takeSandboxKey();
  await configuration
    .block('ANTHROPIC_BASE_URL=')
    .getByRole('button', { name: 'Copy with my key' })
    .click();
  await expect.poll(() => configuration.clipboard()).toContain(key);
  const env = variablesOf(await configuration.clipboard());

  const looked = page.waitForResponse('**/v1/requests?limit=*');
  await configuration.watch.click();
  await looked;
  await expect(configuration.request).toContainText('Waiting for your first request…');

  await configuration.setup.getByRole('button', { name: 'Test this set-up' }).click();
  const doctor = page.getByRole('region', { name: 'Key doctor' });
  await expect(doctor.getByLabel('Model id')).toHaveValue('sandbox/docs');
  await expect(doctor.getByLabel('Base URL')).toHaveValue(env.ANTHROPIC_BASE_URL ?? '');
  await expect(doctor.getByLabel('Anthropic protocol')).toBeChecked();
  // With a key at hand, opening it runs it.
  await expect(doctor).toContainText('Nothing wrong was found.');
  await page.waitForResponse('**/v1/requests?limit=*');
  await expect(configuration.request).toContainText('Waiting for your first request…');

  const answer = await fetch(`${env.ANTHROPIC_BASE_URL}/v1/messages`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${env.ANTHROPIC_AUTH_TOKEN}`,
      'content-type': 'application/json',
      'anthropic-version': '2023-06-01',
      'user-agent': 'claude-cli/2.1.331',
    },
    body: JSON.stringify({
      model: 'sandbox/echo',
      max_tokens: 50,
      stream: true,
      messages: [{ role: 'user', content: 'Say hello in five words' }],
    }),
  });
  await answer.text();
  await expect(configuration.request).toContainText('Your request arrived, and it worked.');
  for (const fact of [
    'sandbox/echo',
    'Anthropic Messages',
    'claude-cli/2.1.331',
    'Completed',
    'yes',
  ])
    await expect(configuration.request.locator('.cf-row')).toContainText(fact);
  await expect(configuration.request.locator('.cf-row')).toContainText(/\$0\.0\d+/);
  await expect(configuration.request.locator('.cf-row')).toContainText(
    answer.headers.get('x-request-id') ?? '-',
  );
  expect(configuration.consoleErrors).toEqual([]);
});

test('a first request that fails is no success: what happened and what to do stand beside its row', async ({
  page,
}) => {
  const configuration = new ConfigurationPage(page, 'codex');
  await configuration.open();
  const key = await configuration.takeSandboxKey();
  const looked = page.waitForResponse('**/v1/requests?limit=*');
  await configuration.watch.click();
  await looked;
  await fetch(`${await configuration.origin()}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'sandbox/error',
      messages: [{ role: 'user', content: 'Hello' }],
    }),
  });
  await expect(configuration.request).toContainText('Your request arrived, but did not complete.');
  await expect(configuration.request).toContainText('It came over OpenAI Chat Completions');
  await expect(configuration.request).toContainText(/not charged|nothing/i);
  await configuration.request.getByRole('button', { name: 'Watch for another' }).click();
  await expect(configuration.request).toContainText('Waiting for your first request…');
  await configuration.request.getByRole('button', { name: 'Stop' }).click();
  await expect(configuration.watch).toBeVisible();
});

test('when nothing arrives within a minute the page says where to look', async ({ page }) => {
  await page.clock.install();
  const configuration = new ConfigurationPage(page, 'codex');
  await configuration.open();
  const key = await configuration.takeSandboxKey();
  await configuration.watch.click();
  await page.clock.fastForward(59_000);
  await expect(configuration.request).not.toContainText('Nothing yet');
  await page.clock.fastForward(2_000);
  await expect(configuration.request).toContainText('Nothing yet, after a minute');
  await expect(configuration.request).toContainText(`${await configuration.origin()}/v1`);
  await expect(configuration.request).toContainText(`sk-…${key.slice(-4)}`);
  await page.clock.fastForward(15 * 60_000);
  await expect(configuration.request).toContainText('Stopped watching');
  await expect(configuration.watch).toBeVisible();
});

test('before another gateway its address is shown, the reader’s own key opens the list, and nothing is sandboxed', async ({
  browser,
  server,
}) => {
  const account = await fetch(`${server.origin}/api/sandbox`, {
    method: 'POST',
    headers: { origin: server.origin },
  });
  const { key } = await account.json();
  const site = await startServer({ env: { GATEWAY_URL: server.origin } });
  const context = await browser.newContext({ baseURL: site.origin });
  const page = await context.newPage();
  const configuration = new ConfigurationPage(page, 'codex');
  await page.goto('/integrations/codex/');
  await configuration.request.scrollIntoViewIfNeeded();
  await configuration.setup.scrollIntoViewIfNeeded();
  await expect(configuration.setup.locator('.cf-facts code')).toHaveText(`${server.origin}/v1`);
  await expect(configuration.setup).toContainText('Enter a key to see the models of its group.');
  await expect(configuration.setup.getByRole('button', { name: /sandbox/ })).toHaveCount(0);

  await configuration.setup.getByRole('button', { name: 'Use my own key' }).click();
  await configuration.setup.getByLabel('Your API key').fill(key.secret);
  await configuration.setup.getByRole('button', { name: 'Use this key' }).click();
  await expect(configuration.model).toHaveValue('sandbox/docs');
  const looked = page.waitForResponse('**/v1/requests?limit=*');
  await configuration.watch.click();
  await looked;
  await fetch(`${server.origin}/v1/responses`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key.secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'sandbox/echo', input: 'Hello' }),
  });
  await expect(configuration.request).toContainText('Your request arrived, and it worked.');
  await context.close();
  await site.stop();
});
