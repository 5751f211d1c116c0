/** Made-up secrets in the formats that are in use, from a seeded generator. */
import { encodeKey } from '../../../src/domain/key.ts';

export type Random = () => number;

/** mulberry32: small, seeded, the same everywhere. */
export const seeded = (seed: number): Random => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const base62 = digits + lower.toUpperCase() + lower;
const sets = {
  base62,
  word: `${base62}_-`,
  hex: `${digits}abcdef`,
  upper: `${lower.toUpperCase()}234567`,
  digits,
  base64: `${base62}+/`,
  bech32: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
};

const draw = (random: Random, set: keyof typeof sets, length: number): string => {
  const alphabet = sets[set];
  const pick = () => alphabet.charAt(Math.floor(random() * alphabet.length));
  const first = alphabet.includes('_') ? draw(random, 'base62', 1) : pick();
  return first + Array.from({ length: length - 1 }, pick).join('');
};

export type Sample = {
  /** What must not survive. */
  secret: string;
  /** The secret with what stands beside it; absent, the secret stands alone. */
  text?: string;
};

type Maker = (random: Random) => Sample;

const alone =
  (make: (random: Random) => string): Maker =>
  (random) => ({ secret: make(random) });
const beside =
  (make: (random: Random) => string, text: (secret: string) => string): Maker =>
  (random) => {
    const secret = make(random);
    return { secret, text: text(secret) };
  };
const prefixed = (prefix: string, set: keyof typeof sets, length: number): Maker =>
  alone((random) => prefix + draw(random, set, length));

const pem = (random: Random): string =>
  (`MIIEvQIBADANBgkqhkiG9w0B${draw(random, 'base64', 400)}`.match(/.{1,64}/g) ?? []).join('\n');

/** Tokens without a mark of their own, by what stands beside them. */
const surroundings: Record<string, (secret: string) => string> = {
  'Authorization without a scheme': (secret) => `authorization: ${secret}`,
  'Set-Cookie': (secret) => `Set-Cookie: sid=${secret}; Path=/; HttpOnly`,
  'curl cookie': (secret) => `curl -b "session=${secret}" https://api.example/`,
  'session id': (secret) => `session_id=${secret}`,
  'Python headers': (secret) => `headers={'x-api-key': '${secret}', 'accept': '*/*'}`,
  'raw headers': (secret) => `{"name":"x-api-key","value":"${secret}"}`,
  YAML: (secret) => `provider:\n  apiKey: ${secret}`,
  fish: (secret) => `set -gx OPENAI_API_KEY ${secret}`,
  PowerShell: (secret) => `$env:OPENAI_API_KEY = "${secret}"`,
  Go: (secret) => `apiKey := "${secret}"`,
  XML: (secret) => `<password>${secret}</password>`,
  'connection string': (secret) => `Server=db;User Id=app;Password=${secret};Encrypt=true`,
  'query string': (secret) => `https://api.example/v1?key=${secret}&page=2`,
  'command line': (secret) => `tool --api-key ${secret} run`,
  'client of a database': (secret) => `mysql -u root -p${secret} app`,
  Markdown: (secret) => `**API key:** ${secret}`,
  'a sentence': (secret) => `my password is ${secret}`,
};

export const makers: Record<string, Maker> = {
  ...Object.fromEntries(
    Object.entries(surroundings).map(([name, text]) => [
      name,
      beside((random) => draw(random, 'base62', 40), text),
    ]),
  ),
  own: alone((random) => encodeKey(Uint8Array.from({ length: 32 }, () => random() * 256))),
  'OpenAI legacy': alone(
    (random) => `sk-${draw(random, 'base62', 20)}T3BlbkFJ${draw(random, 'base62', 20)}`,
  ),
  'OpenAI project': prefixed('sk-proj-', 'word', 120),
  'OpenAI service account': prefixed('sk-svcacct-', 'word', 80),
  Anthropic: prefixed('sk-ant-api03-', 'word', 95),
  OpenRouter: prefixed('sk-or-v1-', 'hex', 64),
  Groq: prefixed('gsk_', 'base62', 52),
  xAI: prefixed('xai-', 'base62', 80),
  'Hugging Face': prefixed('hf_', 'base62', 34),
  Perplexity: prefixed('pplx-', 'base62', 48),
  Replicate: prefixed('r8_', 'base62', 37),
  NVIDIA: prefixed('nvapi-', 'word', 64),
  'AWS access key': prefixed('AKIA', 'upper', 16),
  'AWS temporary key': prefixed('ASIA', 'upper', 16),
  'AWS secret': beside(
    (random) => `${draw(random, 'base64', 39)}A`,
    (secret) => `AWS_SECRET_ACCESS_KEY=${secret}`,
  ),
  'GitHub classic': prefixed('ghp_', 'base62', 36),
  'GitHub app': prefixed('ghs_', 'base62', 36),
  'GitHub fine-grained': alone(
    (random) => `github_pat_${draw(random, 'base62', 22)}_${draw(random, 'base62', 59)}`,
  ),
  GitLab: prefixed('glpat-', 'word', 20),
  'Slack bot': alone(
    (random) =>
      `xoxb-${draw(random, 'digits', 12)}-${draw(random, 'digits', 12)}-${draw(random, 'base62', 24)}`,
  ),
  'Slack app': alone(
    (random) =>
      `xapp-1-A${draw(random, 'upper', 10)}-${draw(random, 'digits', 13)}-${draw(random, 'hex', 64)}`,
  ),
  'Slack webhook': beside(
    (random) =>
      `T${draw(random, 'upper', 8)}/B${draw(random, 'upper', 10)}/${draw(random, 'base62', 24)}`,
    (secret) => ['https://', 'hooks.slack.com', `/services/${secret}`].join(''),
  ),
  'Google API': prefixed('AIza', 'word', 35),
  'Google client secret': prefixed('GOCSPX-', 'word', 28),
  'Stripe live': prefixed('sk_live_', 'base62', 24),
  'Stripe restricted': prefixed('rk_live_', 'base62', 24),
  'Stripe webhook': prefixed('whsec_', 'base62', 32),
  npm: prefixed('npm_', 'base62', 36),
  PyPI: prefixed('pypi-AgEIcHlwaS5vcmc', 'word', 120),
  DigitalOcean: prefixed('dop_v1_', 'hex', 64),
  SendGrid: alone((random) => `SG.${draw(random, 'word', 22)}.${draw(random, 'word', 43)}`),
  Mailgun: prefixed('key-', 'hex', 32),
  Twilio: prefixed('SK', 'hex', 32),
  'Twilio token': beside(
    (random) => draw(random, 'hex', 32),
    (secret) => `TWILIO_AUTH_TOKEN=${secret}`,
  ),
  Telegram: alone((random) => `${draw(random, 'digits', 9)}1:AA${draw(random, 'word', 33)}`),
  Discord: alone(
    (random) =>
      `M${draw(random, 'base62', 25)}.${draw(random, 'word', 6)}.${draw(random, 'word', 38)}`,
  ),
  'Azure storage': beside(
    (random) => `${draw(random, 'base64', 86)}==`,
    (secret) => `DefaultEndpointsProtocol=https;AccountName=store;AccountKey=${secret}`,
  ),
  'Azure client': alone((random) => `${draw(random, 'base62', 3)}8Q~${draw(random, 'base62', 34)}`),
  Shopify: prefixed('shpat_', 'hex', 32),
  Vault: prefixed('hvs.', 'word', 90),
  Docker: prefixed('dckr_pat_', 'word', 27),
  JWT: alone(
    (random) =>
      `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI${draw(random, 'word', 60)}.${draw(random, 'word', 43)}`,
  ),
  'opaque Bearer': beside(
    (random) => draw(random, 'base62', 40),
    (secret) => `Authorization: Bearer ${secret}`,
  ),
  Basic: beside(
    (random) => btoa(`ada:${draw(random, 'base62', 18)}`),
    (secret) => `Authorization: Basic ${secret}`,
  ),
  'x-api-key': beside(
    (random) => draw(random, 'hex', 32),
    (secret) => `x-api-key: ${secret}`,
  ),
  cookie: beside(
    (random) => draw(random, 'base62', 43),
    (secret) => `Cookie: theme=dark; session=${secret}`,
  ),
  'database URL': beside(
    (random) => draw(random, 'base62', 16),
    (secret) => `postgres://app:${secret}@db.internal:5432/app`,
  ),
  PEM: beside(pem, (body) => `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----`),
  'PEM cut off': beside(pem, (body) => `-----BEGIN RSA PRIVATE KEY-----\n${body}`),
  OpenSSH: beside(
    (random) => `b3BlbnNzaC1rZXktdjEA${draw(random, 'base64', 300)}`,
    (body) => `-----BEGIN OPENSSH PRIVATE KEY-----\n${body}\n-----END OPENSSH PRIVATE KEY-----`,
  ),
  'service account': beside(pem, (body) =>
    JSON.stringify({
      type: 'service_account',
      private_key: `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`,
    }),
  ),
  age: prefixed('AGE-SECRET-KEY-1', 'bech32', 58),
};
