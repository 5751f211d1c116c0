/** Secrets that are known by how they begin. */
import { isWellFormedKey, keyLength } from '../key.ts';
import { looksRandom } from './randomness.ts';

export type Format = {
  kind: string;
  /** One or more beginnings. */
  prefixes: string[];
  /** Characters that the rest is made of. */
  body: keyof typeof alphabets;
  /** Fewest characters after the prefix. */
  min: number;
  /** Most characters after the prefix; the rest of a longer run stays. */
  max?: number;
  /** What the rest must be like. By default it must look random. */
  accepts?: (body: string) => boolean;
};

const alphabets = {
  letters: /[A-Za-z0-9]/,
  upper: /[A-Z0-9]/,
  hex: /[0-9a-fA-F]/,
  word: /[\w-]/,
  dotted: /[\w.-]/,
  base64: /[\w+/=-]/,
  dottedBase64: /[\w.+/=~-]/,
};

const table = (pattern: RegExp): Uint8Array =>
  Uint8Array.from({ length: 128 }, (_, code) => Number(pattern.test(String.fromCharCode(code))));

const tables = Object.fromEntries(
  Object.entries(alphabets).map(([name, pattern]) => [name, table(pattern)]),
) as Record<keyof typeof alphabets, Uint8Array>;

const format = (
  kind: string,
  prefixes: string,
  body: Format['body'],
  min: number,
  more: Pick<Format, 'max' | 'accepts'> = {},
): Format => ({ kind, prefixes: prefixes.split(' '), body, min, ...more });

const always = () => true;
const parts =
  (...least: number[]) =>
  (body: string): boolean => {
    const found = body.split('.', least.length);
    return least.every((length, index) => (found[index]?.length ?? -1) >= length);
  };

/** The first that matches at a place wins, so a longer beginning stands before a shorter one. */
const formats: Format[] = [
  format('Anthropic key', 'sk-ant-', 'word', 16),
  format('OpenAI key', 'sk-proj- sk-svcacct- sk-admin- sk-None-', 'word', 16),
  format('OpenRouter key', 'sk-or-v1- sk-or-', 'word', 16),
  format('API key', 'sk-', 'letters', keyLength - 3, {
    max: keyLength - 3,
    accepts: (body) => isWellFormedKey(`sk-${body}`),
  }),
  format('API key', 'sk-', 'word', 14),
  format('Groq key', 'gsk_', 'word', 20),
  format('xAI key', 'xai-', 'word', 20),
  format('Perplexity key', 'pplx-', 'word', 20),
  format('Hugging Face token', 'hf_ api_org_', 'letters', 20),
  format('Replicate token', 'r8_', 'letters', 20),
  format('NVIDIA key', 'nvapi-', 'word', 20),
  format('Fireworks key', 'fw_', 'letters', 18),
  format('Together key', 'tgp_v1_', 'word', 20),
  format('Cerebras key', 'csk-', 'word', 20),
  format('Tavily key', 'tvly-', 'word', 20),
  format('AWS access key', 'AKIA ASIA ABIA ACCA', 'upper', 16, { max: 16, accepts: always }),
  format('GitHub token', 'ghp_ gho_ ghu_ ghs_ ghr_', 'word', 20),
  format('GitHub token', 'github_pat_', 'word', 22),
  format(
    'GitLab token',
    'glpat- gldt- glrt- glcbt- glptt- glft- glsoat- glimt- glagent- gloas-',
    'dotted',
    18,
  ),
  format('Bitbucket token', 'ATBB ATCTT3', 'base64', 24),
  format('Atlassian token', 'ATATT3', 'base64', 24),
  format(
    'Slack token',
    'xoxb- xoxp- xoxa- xoxr- xoxs- xoxc- xoxd- xoxe- xoxe. xapp-',
    'dotted',
    12,
  ),
  format('Slack webhook', 'hooks.slack.com/', 'base64', 24),
  format('Discord webhook', 'discord.com/api/webhooks/ discordapp.com/api/webhooks/', 'base64', 40),
  format('Google API key', 'AIza', 'word', 30),
  format('Google client secret', 'GOCSPX-', 'word', 20),
  format('Google access token', 'ya29.', 'dotted', 20),
  format('Stripe key', 'sk_live_ sk_test_ rk_live_ rk_test_ sk_org_', 'letters', 10),
  format('Stripe webhook secret', 'whsec_', 'base64', 20),
  format('npm token', 'npm_', 'letters', 30),
  format('PyPI token', 'pypi-', 'word', 40),
  format('RubyGems token', 'rubygems_', 'hex', 40),
  format('Docker token', 'dckr_pat_ dckr_oat_', 'word', 20),
  format('DigitalOcean token', 'dop_v1_ doo_v1_ dor_v1_', 'hex', 32),
  format('SendGrid key', 'SG.', 'dotted', 40, { accepts: parts(16, 20) }),
  format('Mailgun key', 'key-', 'hex', 32, { max: 32 }),
  format('Brevo key', 'xkeysib- xsmtpsib-', 'word', 40),
  format('Resend key', 're_', 'word', 24),
  format('Twilio key', 'SK', 'hex', 32, { max: 32 }),
  format('Shopify token', 'shpat_ shpss_ shpca_ shppa_', 'hex', 32),
  format('Square token', 'sq0atp- sq0csp- sq0idp-', 'word', 22),
  format('Vault token', 'hvs. hvb. hvr.', 'word', 20),
  format('Linear key', 'lin_api_ lin_oauth_', 'letters', 20),
  format('Notion token', 'ntn_ secret_', 'letters', 40),
  format('Figma token', 'figd_ figu_', 'word', 30),
  format('Postman key', 'PMAK-', 'word', 40),
  format('New Relic key', 'NRAK- NRIQ- NRII-', 'word', 20),
  format('Grafana token', 'glsa_ glc_', 'base64', 32),
  format('Sentry token', 'sntrys_ sntryu_', 'base64', 40),
  format('Tailscale key', 'tskey-', 'word', 20),
  format('Supabase key', 'sbp_ sb_secret_', 'word', 20),
  format('Databricks token', 'dapi', 'hex', 32),
  format('Airtable token', 'pat', 'dotted', 79, {
    accepts: (body) => /^\w{14}\.[0-9a-f]{64}/.test(body),
  }),
  format('Alibaba Cloud key', 'LTAI', 'letters', 16),
  format('Langfuse key', 'sk-lf- pk-lf-', 'word', 30),
  format('LangSmith key', 'lsv2_', 'word', 30),
  format('Fly token', 'fo1_ fm1r_ fm2_', 'base64', 30),
  format('Heroku key', 'HRKU-', 'word', 30),
  format('JWT', 'eyJ', 'dotted', 30, { accepts: parts(8, 8, 0) }),
  format('age key', 'AGE-SECRET-KEY-', 'word', 40, { accepts: always }),
  format('age key', 'age-secret-key-', 'word', 40, { accepts: always }),
];

/** Formats by the character code they begin with. */
export const formatsByFirst: Map<number, { prefix: string; format: Format }[]> = Map.groupBy(
  formats.flatMap((each) => each.prefixes.map((prefix) => ({ prefix, format: each }))),
  ({ prefix }) => prefix.charCodeAt(0),
);

/** Answers where the run of a format's characters that begins at `from` ends; each run is measured once. */
export const runMeter = (text: string) => {
  const known = new Map<Format['body'], { from: number; end: number }>();
  return ({ body, max }: Format, from: number): number => {
    let run = known.get(body);
    if (!run || from < run.from || from >= run.end) {
      run = { from, end: measure(text, tables[body], from) };
      known.set(body, run);
    }
    let end = max === undefined ? run.end : Math.min(run.end, from + max);
    while (end > from && text.charCodeAt(end - 1) === 46) end--;
    return end;
  };
};

const measure = (text: string, allowed: Uint8Array, from: number): number => {
  let end = from;
  while (end < text.length && allowed[text.charCodeAt(end)] === 1) end++;
  return end;
};

export const accepts = (each: Format, body: string): boolean =>
  body.length >= each.min && (each.accepts ?? looksRandom)(body);
