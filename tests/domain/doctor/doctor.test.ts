/** Each broken set-up is named by the first check that fails. */
import { expect, test } from 'vitest';
import { checkBaseUrl } from '../../../src/domain/doctor/base-url-check.ts';
import { type Check, checksAsText } from '../../../src/domain/doctor/check.ts';
import { NoAnswer, type Probe } from '../../../src/domain/doctor/probe.ts';
import { type DoctorInput, runDoctor } from '../../../src/domain/doctor/run.ts';
import { encodeKey } from '../../../src/domain/key.ts';

const key = encodeKey(new Uint8Array(32).fill(7));
const hosts = {
  api: 'https://api.tokenbay.com',
  console: 'https://console.tokenbay.com',
  docs: 'https://docs.tokenbay.com',
};
const input: DoctorInput = {
  key,
  model: 'sandbox/echo',
  baseUrl: null,
  family: 'openai',
  symptom: '',
};

const ok = (body: unknown) => async () => ({ status: 200, body, retryAfter: null });
const info = {
  status: 'active',
  available: 5_000_000,
  reserved: 0,
  group: { id: 'sandbox', multiplier: '1', limits: { key: 60, account: null } },
};
const models = {
  data: [
    { id: 'sandbox/echo', protocols: ['openai-chat', 'anthropic-messages'] },
    { id: 'vendor/only-claude', protocols: ['anthropic-messages'] },
  ],
};
const healthy: Probe = {
  key: ok(info),
  models: ok(models),
  roundTrip: async () => ({ status: 200, body: {}, retryAfter: null, firstTokenMs: 42 }),
  served: () => ['sandbox/echo', 'vendor/only-claude', 'vendor/secret-garden'],
  standing: async () => null,
};
const refused = async () => ({ status: 401, body: {}, retryAfter: null });
const silent = async () => Promise.reject(new NoAnswer());

const examine = async (
  changes: Partial<DoctorInput>,
  probe: Partial<Probe> = {},
): Promise<Check[]> => {
  const checks: Check[] = [];
  for await (const check of runDoctor({ ...input, ...changes }, hosts, { ...healthy, ...probe }))
    checks.push(check);
  return checks;
};
const firstFailure = (checks: Check[]) => checks.find(({ state }) => state === 'fail');

test('a set-up that works passes every check that applies', async () => {
  const checks = await examine({ baseUrl: 'https://api.tokenbay.com/v1' });
  expect(checks.map(({ id, state }) => [id, state])).toEqual([
    ['connection', 'skipped'],
    ['shape', 'pass'],
    ['base_url', 'pass'],
    ['reachable', 'pass'],
    ['accepted', 'pass'],
    ['status', 'pass'],
    ['scope', 'pass'],
    ['balance', 'pass'],
    ['rate_limit', 'pass'],
    ['model', 'pass'],
    ['round_trip_openai', 'pass'],
    ['round_trip_anthropic', 'pass'],
  ]);
  expect(checks.at(-1)?.firstTokenMs).toBe(42);
});

test.each<[string, Partial<DoctorInput>, Partial<Probe>, string, RegExp]>([
  ['a key with a space', { key: `${key} ` }, {}, 'shape', /space/],
  ['a key cut short', { key: key.slice(0, 40) }, {}, 'shape', /cut short: 40 of 52/],
  ['a typo', { key: `${key.slice(0, -1)}x` }, {}, 'shape', /typo/],
  ["another vendor's key", { key: 'sk-ant-api03-abcdefgh' }, {}, 'shape', /Anthropic/],
  [
    'an OpenAI base URL without /v1',
    { baseUrl: 'https://api.tokenbay.com' },
    {},
    'base_url',
    /\/v1 is missing/,
  ],
  [
    'an Anthropic base URL with /v1',
    { baseUrl: 'https://api.tokenbay.com/v1', family: 'anthropic' },
    {},
    'base_url',
    /\/v1\/v1/,
  ],
  [
    'the console as base URL',
    { baseUrl: 'https://console.tokenbay.com/v1' },
    {},
    'base_url',
    /console/,
  ],
  ['a slash at the end', { baseUrl: 'https://api.tokenbay.com/v1/' }, {}, 'base_url', /slash/],
  [
    'a whole endpoint as base URL',
    { baseUrl: 'https://api.tokenbay.com/v1/chat/completions' },
    {},
    'base_url',
    /endpoint/,
  ],
  ["another vendor's base URL", { baseUrl: 'https://api.openai.com/v1' }, {}, 'base_url', /OpenAI/],
  [
    'a self-signed proxy',
    { symptom: 'Error: UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
    {},
    'connection',
    /certificate/,
  ],
  [
    'a host that does not exist',
    { symptom: 'getaddrinfo ENOTFOUND api.tokenbai.com' },
    {},
    'connection',
    /looked up/,
  ],
  ['a gateway that is down', {}, { key: silent, models: silent }, 'reachable', /does not answer/],
  [
    'a gateway that restarts',
    {},
    { key: async () => ({ status: 503, body: {}, retryAfter: '2' }) },
    'reachable',
    /restarting/,
  ],
  [
    "a stranger's refused key",
    {},
    { key: refused, models: refused },
    'accepted',
    /disabled, reset, or never issued/,
  ],
  [
    'a model that other groups have',
    { model: 'vendor/secret-garden' },
    {},
    'model',
    /group of this key may not call/,
  ],
  ['a space around the model id', { model: 'sandbox/echo ' }, {}, 'model', /space around/],
  [
    'the owner of a disabled key',
    {},
    { key: refused, models: refused, standing: async () => 'disabled' },
    'status',
    /disabled/,
  ],
  ['an empty scope', {}, { models: ok({ data: [] }) }, 'scope', /no model/],
  ['no balance', {}, { key: ok({ ...info, available: 0 }) }, 'balance', /used up/],
  [
    'a balance held by running requests',
    {},
    { key: ok({ ...info, available: 0, reserved: 9 }) },
    'balance',
    /held by requests/,
  ],
  [
    'a rate limit',
    {},
    { key: async () => ({ status: 429, body: {}, retryAfter: '12' }) },
    'rate_limit',
    /12 s/,
  ],
  ['a misspelt model', { model: 'sandbox/ehco' }, {}, 'model', /no model|No model/],
  [
    'a model over the wrong protocol',
    { model: 'vendor/only-claude' },
    {},
    'model',
    /Anthropic Messages/,
  ],
  [
    'an upstream that fails',
    {},
    { roundTrip: async () => ({ status: 529, body: {}, retryAfter: null, firstTokenMs: null }) },
    'round_trip_openai',
    /529/,
  ],
])('%s is named on the first try', async (_what, changes, probe, id, meaning) => {
  const found = firstFailure(await examine(changes, probe));
  expect(found).toMatchObject({
    id,
    fix: expect.stringMatching(/\w/),
    docs: expect.stringMatching(/^\//),
  });
  expect(found?.meaning).toMatch(meaning);
});

test.each([
  ['disabled', /is disabled/],
  ['reset', /was reset/],
] as const)('the owner of a %s key is told so', async (standing, meaning) => {
  const checks = await examine(
    {},
    { key: refused, models: refused, standing: async () => standing },
  );
  expect(checks.find(({ id }) => id === 'status')).toMatchObject({
    state: 'fail',
    meaning: expect.stringMatching(meaning),
  });
});

test('a misspelt model gets the nearest ids', async () => {
  expect(firstFailure(await examine({ model: 'sandbox/ehco' }))?.fix).toBe(
    'Did you mean sandbox/echo?',
  );
});

test('a key that cannot be right is never sent', async () => {
  const never = async () => Promise.reject(new Error('sent'));
  const checks = await examine(
    { key: 'sk-short' },
    { key: never, models: never, roundTrip: never },
  );
  expect(checks).toHaveLength(12);
  expect(checks.filter(({ state }) => state === 'pass')).toEqual([]);
});

test('a gateway that tells nothing but the list is skipped where it is silent, not failed', async () => {
  const checks = await examine(
    {},
    {
      key: async () => ({ status: 404, body: undefined, retryAfter: null }),
      models: ok({ data: [{ id: 'sandbox/echo' }] }),
    },
  );
  expect(firstFailure(checks)).toBeUndefined();
  expect(checks.filter(({ state }) => state === 'skipped').map(({ id }) => id)).toEqual([
    'connection',
    'base_url',
    'status',
    'scope',
    'balance',
    'rate_limit',
  ]);
});

const answering = (status: number, body: unknown) => async () => ({
  status,
  body,
  retryAfter: null,
});
const gatewayError = { error: { message: 'No.', type: 't', param: null, code: 'c' } };

test.each([
  ['a page', answering(200, undefined)],
  ['another API', answering(200, { hello: 'world' })],
  ['a gateway under another path', answering(404, gatewayError)],
  ["a web server's refusal", answering(403, undefined)],
  ['a redirect', answering(302, undefined)],
])('%s at the address of the gateway confirms no key', async (_what, everything) => {
  const checks = await examine({}, { key: everything, models: everything });
  expect(firstFailure(checks)).toMatchObject({
    id: 'accepted',
    meaning: expect.stringContaining('no gateway'),
  });
  expect(checks).toHaveLength(12);
  expect(checks.slice(5).every(({ state }) => state === 'skipped')).toBe(true);
});

test.each([402, 403, 429])(
  'a refusal with %i by the gateway shows that it knows the key',
  async (status) => {
    const everything = answering(status, gatewayError);
    const checks = await examine({}, { key: everything, models: everything });
    expect(checks.find(({ id }) => id === 'accepted')?.state).toBe('pass');
  },
);

test('the result as text holds no key', async () => {
  const text = checksAsText(await examine({ key: `${key} x`, symptom: `401 for ${key}` }));
  expect(text).not.toContain(key.slice(0, 20));
  expect(text).toContain('[fail] Shape and checksum of the key');
});

test('a reverse proxy of the reader’s own is told apart from a mistake', () => {
  expect(checkBaseUrl('http://localhost:8080/v1', 'openai', hosts)).toMatchObject({
    state: 'pass',
    meaning: expect.stringMatching(/reverse proxy/),
  });
});
