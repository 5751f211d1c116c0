/** Bad requests, each a function of its number and the seed. */
import { type Chance, createChance } from '../chance.ts';
import { bodies } from './bodies.ts';
import { damage, jsonText, mutate, nastyValue } from './values.ts';

export type Valid = { secret: string; cookies: string };

export type BadRequest = {
  bytes: Buffer;
  /** Its head is in order and says where it ends. */
  whole: boolean;
  /** Text that is in the request, and in no refusal of it. */
  marker: string;
};

export const badRequest = (seed: number, number: number, valid: Valid): BadRequest => {
  const chance = createChance(seed * 1_000_003 + number);
  const marker = `zq${number.toString(36)}xk`;
  const kind = chance.pick([wrongJson, wrongJson, wrongJson, wrongHeaders, wrongTarget, wrongHttp]);
  return { bytes: kind(chance, marker, valid), whole: kind === wrongJson, marker };
};

type Make = (chance: Chance, marker: string, valid: Valid) => Buffer;

const aBody = (chance: Chance) => {
  const [path = '', body = {}] = chance.pick(Object.entries(bodies));
  return { path, body: structuredClone(body) };
};

const wrongJson: Make = (chance, marker, valid) => {
  const { path, body } = aBody(chance);
  for (let times = chance.below(4); times >= 0; times--)
    mutate(body as Record<string, unknown>, chance, marker);
  const value = chance.below(20) === 0 ? nastyValue(chance, marker) : body;
  const text = Buffer.from(jsonText(value));
  const sent = chance.below(4) === 0 ? damage(text, chance) : text;
  return assemble('POST', path, usualHeaders(valid, sent.length), sent);
};

const usualHeaders = ({ secret, cookies }: Valid, length: number): string[] => [
  'Host: localhost',
  'Connection: close',
  `Authorization: Bearer ${secret}`,
  `Cookie: ${cookies}`,
  'Content-Type: application/json',
  `Content-Length: ${length}`,
];

const credentials = (marker: string, { secret }: Valid): string[] => [
  '',
  'Authorization:',
  'Authorization: Bearer',
  `Authorization: Bearer ${marker}`,
  `Authorization: Basic ${marker}`,
  `Authorization: Bearer ${secret.slice(0, -1)}`,
  `Authorization: Bearer ${secret.toUpperCase()}`,
  `Authorization: Bearer ${secret} ${secret}`,
  `Authorization: Bearer ${secret.replace('s', 'ѕ')}`,
  `Authorization: Bearer sk-' or '1'='1${marker}`,
  `Authorization: Bearer sk-${marker.repeat(1_000)}`,
  `Authorization: Bearer sk-%00${marker}`,
  `x-api-key: ${marker}\r\nx-api-key: ${secret}`,
  `Authorization: Bearer ${secret}\r\nx-api-key: ${marker}`,
  `Cookie: better-auth.session_token=${marker}.${marker}`,
  `Cookie: ${marker.repeat(300)}`,
];

const extras = (marker: string): string[] => [
  'Expect: 100-continue',
  `Expect: ${marker}`,
  'Upgrade: websocket\r\nConnection: Upgrade',
  'Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__',
  `Content-Type: ${marker}/${marker}`,
  'Content-Type: application/json; charset=utf-16',
  'Content-Type: multipart/form-data',
  'Content-Encoding: gzip',
  `Content-Encoding: ${marker}`,
  'Content-Length: 99999999999999999999',
  'Content-Length: -1',
  'Content-Length: 1e3',
  'Content-Length: 104857600',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked',
  `Transfer-Encoding: ${marker}`,
  `Host: ${marker}.example`,
  `X-Forwarded-For: ${marker}`,
  `X-Forwarded-Host: ${marker}`,
  `Origin: https://${marker}.example`,
  'Origin: null',
  `Sec-Fetch-Site: ${marker}`,
  `anthropic-version: ${marker}`,
  `anthropic-beta: ${marker.repeat(100)}`,
  `Idempotency-Key: ${marker.repeat(50)}`,
  `Range: bytes=${marker}`,
  `If-None-Match: "${marker}"`,
  `If-Modified-Since: ${marker}`,
  `Accept: ${marker}`,
  `Accept-Encoding: ${marker};q=9`,
  `X-${marker}: ${'a'.repeat(40_000)}`,
  `X-Nul: ${marker}\0`,
  `X-Bare: ${marker}\rb`,
  `: ${marker}`,
  `${marker}`,
  ` folded: ${marker}`,
  `__proto__: ${marker}`,
  Array.from({ length: 300 }, (_, at) => `X-${at}: ${marker}`).join('\r\n'),
];

const wrongHeaders: Make = (chance, marker, valid) => {
  const { path, body } = aBody(chance);
  const sent = Buffer.from(JSON.stringify(body));
  const headers = usualHeaders(valid, sent.length);
  if (chance.below(2) === 0) headers[2] = chance.pick(credentials(marker, valid));
  for (let times = chance.below(3); times >= 0; times--)
    headers.splice(chance.below(headers.length + 1), chance.below(2), chance.pick(extras(marker)));
  return assemble(
    'POST',
    path,
    headers.filter((header) => header !== ''),
    sent,
  );
};

const methods = [
  'GET',
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'M-SEARCH',
  'BREW',
  'get',
  'PRI',
];

const targets = (marker: string, { secret }: Valid): string[] => [
  '/',
  '*',
  '//',
  `//${marker}.example/`,
  `/\\${marker}.example`,
  `http://${marker}.example/v1/models`,
  `${marker}:443`,
  '/../../../../etc/passwd',
  '/%2e%2e/%2e%2e/%2e%2e/etc/passwd.md',
  '/..%2f..%2f..%2fetc%2fpasswd',
  '/faq/..%5c..%5cpackage.json',
  '/%00',
  '/%',
  '/%zz',
  '/%c3%28',
  `/\xff\xfe${marker}`,
  `/${marker}`,
  `/${marker}.md`,
  `/${marker}/?${marker}`,
  `/${'a/'.repeat(4_000)}${marker}`,
  `/_astro/${marker}.js`,
  '/pagefind/../index.html',
  `/v1/${marker}`,
  '/v1//models',
  '/v1/models/',
  `/v1/models/${marker}`,
  '/v1/models/%2e%2e%2f',
  '/v1/models/__proto__',
  '/v1/key',
  `/v1/key?key=${secret}`,
  `/v1/requests?limit=${marker}`,
  '/v1/requests?limit=1e400&status=-1',
  `/v1/requests?cursor=${marker}&outcome=${marker}`,
  '/v1/requests?since=99999999999999999999&until=NaN',
  '/v1/requests?limit[]=1&__proto__[a]=1',
  `/v1/requests/${marker}`,
  '/v1/requests/%00',
  `/api/${marker}`,
  '/api/models',
  '/api/capabilities',
  '/api/openapi.json',
  '/api/status',
  `/api/requests/${marker}/explanation`,
  '/api/requests/%00/explanation',
  '/api/integration-requests?limit=-1',
  `/api/integration-requests/${marker}/votes`,
  `/api/console/keys/${marker}/reset`,
  `/api/console/keys/${marker}/disable`,
  '/api/console/keys',
  `/api/console/account?account=${marker}`,
  `/api/console/requests?cursor=${marker}&limit=1e9`,
  '/api/console/requests?limit=NaN&since=-1',
  `/api/console/usage?days=${marker}`,
  `/api/auth/${marker}`,
  '/api/auth/get-session',
  `/api/auth/callback/github?code=${marker}&state=${marker}`,
  `/api/auth/verify-email?token=${marker}&callbackURL=https://${marker}.example`,
  '/healthz',
  '/metrics',
  '/.well-known/security.txt',
  '/.git/config',
];

const wrongTarget: Make = (chance, marker, valid) => {
  const body = chance.below(2) === 0 ? Buffer.from(jsonText(nastyValue(chance, marker))) : empty;
  const target = Buffer.from(chance.pick(targets(marker, valid)), 'latin1');
  return assemble(
    chance.pick(methods),
    chance.below(6) === 0 ? damage(target, chance).toString('latin1') : target.toString('latin1'),
    usualHeaders(valid, body.length),
    body,
  );
};

const wrongHttp: Make = (chance, marker, valid) => {
  const { path, body } = aBody(chance);
  const sent = Buffer.from(JSON.stringify(body));
  const fine = assemble('POST', path, usualHeaders(valid, sent.length), sent);
  const chunked = (chunks: string) =>
    Buffer.from(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${valid.secret}\r\nContent-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`,
    );
  return chance.pick([
    () => damage(fine, chance),
    () => damage(damage(fine, chance), chance),
    () => fine.subarray(0, chance.below(fine.length)),
    () => Buffer.from(Array.from({ length: chance.below(400) }, () => chance.below(256))),
    () => Buffer.concat([fine, fine]),
    () => Buffer.from(fine.toString('latin1').replace('HTTP/1.1', chance.pick(versions)), 'latin1'),
    () => Buffer.from(fine.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'),
    () => chunked(`${marker}\r\n`),
    () => chunked(`5\r\n{"a":\r\n${marker}`),
    () => chunked('ffffffffffffffff\r\n{}\r\n0\r\n\r\n'),
    () => chunked(`-1\r\n{}\r\n0\r\n\r\n`),
    () => chunked(`2;${marker}=${'a'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`),
    () => chunked(`2\r\n{}\r\n0\r\n${marker}: 1\r\nContent-Length: 5\r\n\r\n`),
    () => Buffer.from(`\x16\x03\x01\x02\x00\x01\x00${marker}`, 'latin1'),
    () => Buffer.from(`PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${marker}`),
    () => Buffer.from(`\r\n\r\n\r\nGET /${marker}`),
  ])();
};

const versions = ['HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/9.9', 'HTTP/1.1 ', 'HTTPS/1.1', ''];
const empty = Buffer.alloc(0);

/** Heads are bytes, one for each character below U+0100, and UTF-8 beyond. */
const assemble = (method: string, target: string, headers: string[], body: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`${method} `),
    Buffer.from(target, 'latin1'),
    Buffer.from(` HTTP/1.1\r\n${headers.map((header) => `${header}\r\n`).join('')}\r\n`),
    body,
  ]);
