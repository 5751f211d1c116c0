import type { Page } from '@playwright/test';
import { startServer } from '../server-under-test.ts';
import {
  awake,
  consoleErrors,
  expect,
  expectReadable,
  panel,
  type Trouble,
  test,
  withoutFeature,
} from './trouble-test.ts';

/** What a reader puts in; what is left out stays as the form has it. */
type SetUp = {
  key: string;
  model?: string;
  baseUrl?: string;
  family?: 'OpenAI protocol' | 'Anthropic protocol';
  symptom?: string;
};

const doctorOn = (page: Page, path = '/keys/') =>
  panel(page, path.endsWith('/keys/') ? 'Key doctor' : 'Why does this model answer 404?');

const examine = async (page: Page, setUp: SetUp, path = '/keys/'): Promise<void> => {
  await page.goto(path);
  const doctor = doctorOn(page, path);
  await awake(doctor, 'Examine');
  await doctor.getByLabel('Key as your tool has it').fill(setUp.key);
  if (setUp.model) await doctor.getByLabel('Model id').fill(setUp.model);
  if (setUp.baseUrl) await doctor.getByLabel('Base URL').fill(setUp.baseUrl);
  if (setUp.family) await doctor.getByLabel(setUp.family).check();
  if (setUp.symptom) await doctor.getByLabel('What your tool says').fill(setUp.symptom);
  await doctor.getByRole('button', { name: 'Examine' }).click();
};

/** The first line of the verdict. */
const cause = (page: Page, path?: string) => doctorOn(page, path).locator('.ctl-notice-title');

/** A sandbox key of this visitor, who may manage it. */
const ownKey = async (page: Page, trouble: Trouble) => {
  const post = async (path: string) =>
    (await page.request.post(path, { headers: { origin: trouble.origin } })).json();
  const { key } = await post('/api/sandbox');
  return {
    secret: key.secret as string,
    post: (what: string) => post(`/api/console/keys/${key.id}/${what}`),
  };
};

type Broken = [
  name: string,
  setUp: (trouble: Trouble, page: Page) => Promise<SetUp>,
  cause: RegExp | string,
];

const broken: Broken[] = [
  [
    'a base URL without /v1 for an OpenAI client',
    async ({ origin, newKey }) => ({ key: await newKey(), baseUrl: origin }),
    /\/v1 is missing/,
  ],
  [
    'a base URL with /v1 for an Anthropic client',
    async ({ origin, newKey }) => ({
      key: await newKey(),
      baseUrl: `${origin}/v1`,
      family: 'Anthropic protocol',
    }),
    /\/v1\/v1\/messages/,
  ],
  [
    'the console instead of the API host',
    async ({ newKey }) => ({ key: await newKey(), baseUrl: 'https://console.tokenbay.com/v1' }),
    /This is the console/,
  ],
  ['a key with a space', async ({ newKey }) => ({ key: `${await newKey()} ` }), /a space/],
  [
    'a key that was cut short',
    async ({ newKey }) => ({ key: (await newKey()).slice(0, 30) }),
    /cut short: 30 of 52/,
  ],
  [
    'another vendor’s key',
    async () => ({ key: 'sk-ant-api03-0123456789abcdef' }),
    /a key of Anthropic/,
  ],
  [
    'a disabled key',
    async (trouble, page) => {
      const { secret, post } = await ownKey(page, trouble);
      await post('disable');
      return { key: secret };
    },
    'The key is disabled.',
  ],
  [
    'a key that was reset',
    async (trouble, page) => {
      const { secret, post } = await ownKey(page, trouble);
      await post('reset');
      return { key: secret };
    },
    /The key was reset/,
  ],
  [
    'a model outside the scope of the key’s group',
    async ({ newKey }) => ({ key: await newKey('narrow'), model: 'sandbox/tools' }),
    /group of this key may not call/,
  ],
  [
    'a misspelt model',
    async ({ newKey }) => ({ key: await newKey(), model: 'sandbox/ech0' }),
    /No model in the scope of this key has the id "sandbox\/ech0"/,
  ],
  [
    'a model that is served over the other protocol',
    async ({ newKey }) => ({
      key: await newKey(),
      model: 'plain/chat',
      family: 'Anthropic protocol',
    }),
    /served only over/,
  ],
  [
    'no balance',
    async ({ newKey }) => ({ key: await newKey('wide', 0) }),
    'The balance is used up.',
  ],
  [
    'a rate limit that is reached',
    async ({ newKey, send }) => {
      const key = await newKey('tight');
      await send(key, {});
      return { key };
    },
    /Too many requests in this minute/,
  ],
  [
    'a certificate error comes from a proxy that opens TLS (N2)',
    async ({ newKey }) => ({
      key: await newKey(),
      symptom: 'TypeError: fetch failed, cause: SELF_SIGNED_CERT_IN_CHAIN',
    }),
    /A proxy on your side answers with a certificate of its own/,
  ],
];

for (const [name, setUp, expected] of broken)
  test(`the doctor names the cause on the first try: ${name}`, async ({ page, trouble }) => {
    await examine(page, await setUp(trouble, page));
    await expect(cause(page)).toHaveText(expected);
  });

test('the doctor names the cause on the first try: a gateway that is down', async ({
  page,
  trouble,
}) => {
  const site = await startServer({ env: { GATEWAY_URL: 'http://127.0.0.1:9' } });
  await examine(page, { key: await trouble.newKey() }, `${site.origin}/keys/`);
  await expect(panel(page, 'Key doctor').locator('.ctl-notice-title')).toHaveText(
    'The gateway does not answer.',
  );
  await site.stop();
});

test('a set-up that works passes, with the time to the first token over each protocol', async ({
  page,
  trouble,
}) => {
  const errors = consoleErrors(page);
  await examine(page, {
    key: await trouble.newKey(),
    model: 'sandbox/echo',
    baseUrl: `${trouble.origin}/v1`,
  });
  await expect(cause(page)).toHaveText('Nothing wrong was found.');
  await expect(doctorOn(page).getByText(/First token after \d+ ms/)).toHaveCount(2);
  await expect(doctorOn(page).locator('[data-state=fail]')).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('two faults at once are both named', async ({ page, trouble }) => {
  await examine(page, {
    key: await trouble.newKey(),
    model: 'sandbox/ech0',
    baseUrl: trouble.origin,
  });
  await expect(cause(page)).toHaveText(/\/v1 is missing/);
  await expect(doctorOn(page)).toContainText('Also wrong: No model in the scope');
});

test('a key that cannot be right never leaves the page', async ({ page }) => {
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  const key = 'sk-ant-api03-0123456789abcdef';
  await examine(page, { key });
  await expect(cause(page)).toHaveText(/a key of Anthropic/);
  expect(sent.some((each) => each.includes('/api/keys/test'))).toBe(true);
  expect(sent.filter((each) => each.includes(key))).toEqual([]);
});

test('without a key the doctor says what it needs, and has a sandbox key at hand', async ({
  page,
}) => {
  await examine(page, { key: '' });
  await expect(cause(page)).toHaveText('No key was given.');
  await expect(doctorOn(page)).toContainText('Paste the key that your tool sends.');
  await expect(doctorOn(page).locator('[data-check=accepted]')).toContainText(
    'Nothing was sent: this takes a key that can be right.',
  );
  await doctorOn(page).getByRole('button', { name: 'Get a sandbox key' }).click();
  await expect(doctorOn(page).getByLabel(/^The key held on this page/)).toBeChecked();
  await doctorOn(page).getByRole('button', { name: 'Examine' }).click();
  await expect(cause(page)).toHaveText('Nothing wrong was found.');
});

test('the result can be copied as text with no secret in it', async ({
  page,
  context,
  trouble,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const key = await trouble.newKey();
  await examine(page, { key, model: 'sandbox/ech0', symptom: `401 for Bearer ${key}` });
  await doctorOn(page).getByRole('button', { name: 'Copy result as text' }).click();
  await expect(doctorOn(page).getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('[fail] Model id: No model in the scope');
  expect(copied).toContain('To do: Did you mean sandbox/echo?');
  expect(copied.match(/^\[/gm)).toHaveLength(12);
  expect(copied).not.toContain(key.slice(3, 20));
});

test('the doctor stops when told to and keeps what was found', async ({ page, trouble }) => {
  await examine(page, { key: await trouble.newKey(), model: 'sandbox/hang' });
  const doctor = doctorOn(page);
  await expect(doctor.locator('[data-state=running]')).toContainText('One word over the OpenAI');
  await doctor.getByRole('button', { name: 'Stop' }).click();
  await expect(doctor).toContainText('Stopped. What was found until then stands below.');
  await expect(doctor.locator('[data-check=balance]')).toHaveAttribute('data-state', 'pass');
  await expect(doctor.getByRole('button', { name: 'Examine' })).toBeEnabled();
});

test('the doctor works with the keyboard alone', async ({ page, trouble }) => {
  await page.goto('/keys/');
  await awake(doctorOn(page), 'Examine');
  await doctorOn(page).getByLabel('Key as your tool has it').focus();
  await page.keyboard.insertText(await trouble.newKey());
  await page.keyboard.press('Tab');
  await page.keyboard.type('sandbox/echo');
  await page.keyboard.press('Tab');
  await page.keyboard.type(`${trouble.origin}/v1`);
  await page.keyboard.press('Tab');
  await expect(doctorOn(page).getByLabel('OpenAI protocol')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(cause(page)).toHaveText(/\/v1\/v1\/messages/);
  await expect(page.locator('.ctl-hidden[role=status]')).toContainText('/v1/v1/messages');
});

test.describe('the doctor finds why a listed model answers 404 (M3)', () => {
  const path = '/troubleshooting/';
  const cases: [string, (trouble: Trouble) => Promise<SetUp>, RegExp][] = [
    [
      'a misspelt id',
      async ({ newKey }) => ({ key: await newKey(), model: 'sandbox/ehco' }),
      /No model in the scope/,
    ],
    [
      'an id outside the scope',
      async ({ newKey }) => ({ key: await newKey('narrow'), model: 'plain/chat' }),
      /group of this key may not call/,
    ],
    [
      'the wrong protocol',
      async ({ newKey }) => ({
        key: await newKey(),
        model: 'plain/chat',
        family: 'Anthropic protocol',
      }),
      /served only over/,
    ],
    [
      'no balance',
      async ({ newKey }) => ({ key: await newKey('wide', 0), model: 'sandbox/echo' }),
      /balance is used up/,
    ],
  ];
  for (const [name, setUp, expected] of cases)
    test(`finds ${name}`, async ({ page, trouble }) => {
      await examine(page, await setUp(trouble), path);
      await expect(cause(page, path)).toHaveText(expected);
    });

  test('stands where the FAQ sends readers, right below its heading', async ({ page }) => {
    await page.goto('/troubleshooting/#a-listed-model-answers-404');
    await expect(page.locator('#a-listed-model-answers-404')).toBeInViewport();
    await expect(panel(page, 'Why does this model answer 404?')).toBeInViewport();
  });
});

test('with the server away the doctor says so', async ({ page, trouble }) => {
  await page.route('**/api/keys/test', (route) => route.abort());
  await examine(page, { key: await trouble.newKey() });
  await expect(cause(page)).toHaveText('This site’s server did not answer.'.replace('’', "'"));
  await expect(doctorOn(page)).toContainText('Try again in a moment');
});

test('in front of a gateway that cannot be examined, the doctor says so and links to the console', async ({
  page,
}) => {
  await withoutFeature(page, 'keyTest');
  await page.goto('/keys/');
  await doctorOn(page).scrollIntoViewIfNeeded();
  await expect(page.getByText(/can't be examined from here/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open the console' }).first()).toHaveAttribute(
    'href',
    'https://console.example/',
  );
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the page says what to do instead of a dead form', async ({ page }) => {
    await page.goto('/keys/');
    await expect(
      page.locator('noscript p', { hasText: 'The key doctor needs JavaScript' }),
    ).toBeVisible();
    await expect(page.getByRole('button', { name: 'Examine' })).toBeHidden();
  });
});

test('axe finds nothing in either theme, and nothing scrolls sideways at 360 px', async ({
  page,
  trouble,
}) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await examine(page, {
    key: await trouble.newKey(),
    model: 'sandbox/ech0',
    baseUrl: trouble.origin,
  });
  await expect(cause(page)).toBeVisible();
  await expectReadable(page);
});
