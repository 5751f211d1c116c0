/** The explainer without a log: same table as the settlement, and plain about what it can't tell (B1, B2). */
import { describe, expect, test } from 'vitest';
import { type BillingCase, judge } from '../../../src/domain/billing/billing-case.ts';
import { readPastedError } from '../../../src/domain/billing/pasted-error.ts';
import { errorBody, type GatewayErrorCase, gatewayErrors } from '../../../src/domain/errors.ts';

const unknown: BillingCase = {
  error: '',
  status: null,
  family: null,
  streamed: null,
  shown: null,
  brokeOff: null,
};
const requestId = `req_${'01KAVTM5R8Z3W6Q4X9E2D7C1BN'}`;

describe('each error of the gateway is free, by paste as by settlement (B1)', () => {
  const cases = Object.keys(gatewayErrors) as GatewayErrorCase[];
  test.each(
    cases.flatMap(
      (kind) =>
        [
          [kind, 'openai'],
          [kind, 'anthropic'],
        ] as const,
    ),
  )('%s, %s', (kind, family) => {
    const body = errorBody(kind, family, { requestId, docsOrigin: 'https://docs.example.com' });
    const { status } = gatewayErrors[kind];
    const verdict = judge({ ...unknown, error: JSON.stringify(body), status });
    expect(verdict.charged).toBe('no');
    expect(verdict.rules.map(({ outcome }) => outcome)).toEqual([
      kind === 'upstream_unreachable' || kind === 'upstream_timeout'
        ? 'upstream_error'
        : 'rejected',
    ]);
  });
});

describe('each message of the gateway is known for its own, as an SDK prints it without the body', () => {
  test.each(Object.keys(gatewayErrors) as GatewayErrorCase[])('%s', (kind) => {
    const { status, message, fix, docs } = gatewayErrors[kind];
    const error = `APIError: ${status} ${message} ${fix} https://docs.example.com${docs}`;
    const verdict = judge({ ...unknown, error });
    expect(verdict.pasted).toMatchObject({ author: 'this_gateway', status });
    expect(verdict.charged).toBe('no');
    expect(verdict.rules).toHaveLength(1);
    expect(verdict.advice).not.toBeNull();
  });

  test('a link into the docs is enough, when the words before it were cut', () => {
    const error =
      'AuthenticationError: 401 This API key is not accepted… https://docs.tokenbay.com/troubleshooting/#401';
    expect(judge({ ...unknown, error })).toMatchObject({
      charged: 'no',
      rules: [{ outcome: 'rejected' }],
    });
  });
});

describe('who wrote an error', () => {
  test.each([
    [
      'openai',
      '{"error":{"message":"Rate limit reached","type":"requests","param":null,"code":"rate_limit_exceeded"}}',
    ],
    [
      'anthropic',
      '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_011CSHoEeqs5C35K2UUqR7Fy"}',
    ],
    ['google', '{"error":{"code":429,"message":"Quota","status":"RESOURCE_EXHAUSTED"}}'],
    [
      'openrouter',
      '{"error":{"code":402,"message":"Insufficient credits","metadata":{"provider_name":"x"}}}',
    ],
    [
      'litellm',
      '{"error":{"message":"litellm.RateLimitError: no","type":"throttling_error","param":null,"code":"429"}}',
    ],
    [
      'one_api',
      '{"error":{"message":"no channel (request id: 20260102030405123)","type":"new_api_error","param":"","code":""}}',
    ],
    ['ollama', '{"error":"model \\"x\\" not found, try pulling it first"}'],
    [
      'azure',
      '{"error":{"code":"DeploymentNotFound","message":"The API deployment does not exist."}}',
    ],
    ['openai_compatible', '{"object":"error","message":"bad","type":"BadRequestError","code":400}'],
    [
      'proxy',
      '<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>',
    ],
    ['client', 'AbortError: This operation was aborted'],
    [null, 'it does not work'],
  ])('%s', (author, body) => {
    expect(readPastedError(body).author).toBe(author);
  });

  test.each([
    [
      "openai.RateLimitError: Error code: 429 - {'error': {'message': \"can't\", 'type': 'requests', 'param': None, 'code': 'rate_limit_exceeded'}}",
      429,
      'rate_limit_exceeded',
    ],
    ['529 {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}', 529, null],
    ['API Error: 500 {"type":"error","error":{"type":"api_error","message":"x"}}', 500, null],
    [
      'HTTP/1.1 404 Not Found\n\n{"error":{"message":"x","type":"invalid_request_error","param":null,"code":"model_not_found"}}',
      404,
      'model_not_found',
    ],
    ['<h1>504 Gateway Time-out</h1>', 504, null],
  ])('the status is found in what an SDK prints: %s', (body, status, code) => {
    expect(readPastedError(body)).toMatchObject({ status, code });
  });
});

test.each([
  ['401 invalid key', 401],
  ['Error: 529 overloaded', 529],
  ['openai.AuthenticationError: 401', 401],
  ['I got a 429 from my agent', 429],
  ['request failed with 502', 502],
  ['Unauthorized (401)', 401],
])('a status that the text names is not asked for again: %s', (error, status) => {
  const verdict = judge({ ...unknown, error });
  expect(verdict).toMatchObject({ charged: 'no', ask: [], pasted: { status } });
});

test.each(['500 tokens were billed', 'got 400 requests', 'stopped with 512 MB used'])(
  'a number that counts something is no status: %s',
  (error) => {
    expect(readPastedError(error).status).toBeNull();
  },
);

describe('a stream that broke off costs what had been shown, and nothing if nothing was (B2)', () => {
  test.each([
    ['client', 'client_disconnected'],
    ['upstream', 'upstream_disconnected'],
  ] as const)(
    'by the %s, with text shown: the prompt and the emitted tokens',
    (brokeOff, outcome) => {
      const verdict = judge({ ...unknown, streamed: true, shown: true, brokeOff });
      expect(verdict).toMatchObject({ charged: 'yes', rules: [{ outcome, basis: 'emitted' }] });
      expect(verdict.lines).toHaveLength(2);
    },
  );

  test.each(['client', 'upstream'] as const)(
    'by the %s, before anything was shown: nothing',
    (brokeOff) => {
      const verdict = judge({ ...unknown, streamed: true, shown: false, brokeOff });
      expect(verdict).toMatchObject({ charged: 'no', lines: [] });
    },
  );

  test('by someone unknown: charged all the same, and the one open question is asked', () => {
    const verdict = judge({ ...unknown, streamed: true, shown: true });
    expect(verdict).toMatchObject({ charged: 'yes', ask: ['brokeOff'] });
    expect(verdict.rules).toHaveLength(2);
  });

  test('an error event in a stream is a break of the upstream', () => {
    const error =
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}';
    expect(judge({ ...unknown, error }).rules.map(({ outcome }) => outcome)).toEqual([
      'upstream_disconnected',
    ]);
  });
});

describe('who went away before anything had come pays nothing (B1)', () => {
  test.each([
    ['a client that waited for a whole answer', { brokeOff: 'client', streamed: false }],
    ['a time-out of such a client', { error: 'ReadTimeout: timed out', streamed: false }],
    ['a proxy that wrote the page itself', { error: '<h1>504 Gateway Time-out</h1></html><html>' }],
  ] as const)('%s', (_who, given) => {
    const verdict = judge({ ...unknown, ...given });
    expect(verdict).toMatchObject({ charged: 'no', lines: [], ask: [] });
    expect(verdict.rules.map(({ outcome }) => outcome)).toContain('client_disconnected');
  });
});

test('a client that gave up is asked whether the answer had begun, since that decides', () => {
  const given = { ...unknown, error: 'AbortError: This operation was aborted' };
  expect(judge(given)).toMatchObject({
    charged: 'depends',
    rules: [{ outcome: 'client_disconnected' }],
    ask: ['shown'],
  });
  expect(judge({ ...given, shown: true }).charged).toBe('yes');
  expect(judge({ ...given, shown: false }).charged).toBe('no');
});

test('an error without a status is free if it came instead of an answer, and open else (B1, B2)', () => {
  const error =
    '{"error":{"message":"Rate limit","type":"requests","param":null,"code":"rate_limit"}}';
  expect(judge({ ...unknown, error })).toMatchObject({ charged: 'depends', ask: ['shown'] });
  expect(judge({ ...unknown, error, shown: false })).toMatchObject({ charged: 'no', ask: [] });
  expect(judge({ ...unknown, error, streamed: false })).toMatchObject({ charged: 'no', ask: [] });
  expect(judge({ ...unknown, error, shown: true }).charged).toBe('yes');
});

test.each([
  [429, null, 'Wait and send it again, longer after each failure.'],
  [529, null, 'Wait and send it again, longer after each failure.'],
  [500, null, 'Send it again in a moment.'],
  [418, null, null],
  [503, 'model_not_found', gatewayErrors.model_not_found.fix],
])('what to do about status %s with code %s', (status, code, advice) => {
  const error = code === null ? '' : JSON.stringify({ error: { message: 'x', code } });
  expect(judge({ ...unknown, error, status })).toMatchObject({ charged: 'no', advice });
});

test.each([
  [{ status: 200, streamed: false }, ['completed'], 'yes', []],
  [{ brokeOff: 'upstream', shown: false }, ['upstream_error'], 'no', []],
  [
    { status: 200, streamed: true, brokeOff: 'upstream' },
    ['completed', 'upstream_disconnected', 'client_disconnected'],
    'depends',
    ['shown'],
  ],
] as const)('what %o leaves possible', (given, possible, charged, ask) => {
  const verdict = judge({ ...unknown, ...given });
  expect(verdict.rules.map(({ outcome }) => outcome)).toEqual(possible);
  expect(verdict).toMatchObject({ charged, ask });
});

test('a finished answer is charged, even an empty one', () => {
  expect(judge({ ...unknown, status: 200, brokeOff: 'nobody' })).toMatchObject({
    charged: 'yes',
    rules: [{ outcome: 'completed' }],
  });
});

test('without any fact it says that it cannot tell, and asks', () => {
  expect(judge(unknown)).toMatchObject({
    charged: 'unknown',
    rules: [],
    ask: ['status', 'streamed', 'shown', 'brokeOff'],
  });
});

test('64 KB of hostile text is read at once', () => {
  for (const piece of ['{"', "'\\", '<html', 'status: ', '{'.repeat(8), "{'a': '"])
    expect(() => readPastedError(piece.repeat(65_536 / piece.length))).not.toThrow();
});
