/** Settings from the environment. README, "Configure" has the same list for operators. */
import { z } from 'zod';
import { humanPace } from '../domain/sandbox-models.ts';
import type { SiteConfig } from '../domain/site.ts';
import { credentialFaults } from './credentials.ts';

export type Configuration = {
  /** 0 takes any free port. */
  port: number;
  /** `localhost` listens on both loopback addresses. */
  host: string;
  dataDir: string;
  /** PostgreSQL; absent, the store is an SQLite file in `dataDir`. */
  databaseUrl?: string;
  /** Base of a gateway elsewhere, without the `/v1`, that `/v1` is passed on to; absent, the embedded gateway answers. */
  gatewayUrl?: string;
  /** Signs session cookies; absent, one is made and kept in `dataDir`. */
  sessionSecret?: string;
  /** Where visitors reach this server, without a path; absent, `http://localhost:PORT`. */
  publicUrl?: string;
  /** Reverse proxies in front of this server whose X-Forwarded-For entry is believed. */
  trustedProxies: number;
  logLevel: LogLevel;
  logFormat: 'json' | 'text';
  /** Longest time that streams may take to end at shutdown, in milliseconds. */
  drainMs: number;
  /** Milliseconds between two words of the sandbox's answers. */
  sandboxPace: number;
  /** Signing in with GitHub; absent, there is e-mail and password. */
  github?: { clientId: string; clientSecret: string };
};

export type LogLevel = (typeof logLevels)[number];
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** One line per setting that is wrong: its name and what to write. Values are never repeated. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError';
}

type Environment = Record<string, string | undefined>;

export const readConfiguration = (
  environment: Environment,
  site: SiteConfig,
  terminal: boolean,
): Configuration => {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(set);
  const faults = [
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => lineFor(issue))),
    ...credentialFaults(set, site),
    ...halfOfGithub(set),
    ...(parsed.success ? ownGateway(parsed.data) : []),
  ];
  if (!parsed.success || faults.length > 0)
    throw new ConfigurationError(['The configuration is not valid.', ...faults].join('\n  '));
  const value = parsed.data;
  return {
    port: value.PORT,
    host: value.HOST,
    dataDir: value.DATA_DIR,
    databaseUrl: value.DATABASE_URL,
    gatewayUrl: value.GATEWAY_URL,
    sessionSecret: value.SESSION_SECRET,
    publicUrl: value.PUBLIC_URL,
    trustedProxies: value.TRUST_PROXY,
    logLevel: value.LOG_LEVEL,
    logFormat: value.LOG_FORMAT ?? (terminal ? 'text' : 'json'),
    drainMs: value.DRAIN_SECONDS * 1000,
    sandboxPace: value.SANDBOX_PACE,
    github:
      value.GITHUB_CLIENT_ID && value.GITHUB_CLIENT_SECRET
        ? { clientId: value.GITHUB_CLIENT_ID, clientSecret: value.GITHUB_CLIENT_SECRET }
        : undefined,
  };
};

const wholeNumber = (least: number, most: number, message: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);

/** An http(s) URL whose path is allowed, answered without a trailing slash. */
const httpUrl = (allowed: (path: string) => boolean, message: string) =>
  z
    .string()
    .refine((text) => isHttpUrl(text, allowed), message)
    .transform((text) => text.replace(/\/+$/, ''));

const isHttpUrl = (text: string, allowed: (path: string) => boolean): boolean => {
  const url = URL.parse(text);
  return (
    url !== null &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.username + url.password + url.search + url.hash === '' &&
    allowed(url.pathname)
  );
};

const settings = z.object({
  PORT: wholeNumber(0, 65_535, 'must be a whole number from 0 to 65535').default(4321),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be an address or a host name, such as 127.0.0.1 or 0.0.0.0')
    .default('localhost'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .optional(),
  GATEWAY_URL: httpUrl(
    (path) => !/\/v1\/*$/.test(path),
    'must be an http(s) URL without credentials, such as https://api.tokenbay.com: leave out the /v1, which is appended here',
  ).optional(),
  PUBLIC_URL: httpUrl(
    (path) => path === '/',
    'must be an http(s) origin without a path, such as https://docs.example.com',
  ).optional(),
  SESSION_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  TRUST_PROXY: wholeNumber(
    0,
    10,
    'must be the number of reverse proxies in front of the server, 0 to 10',
  ).default(0),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  LOG_FORMAT: z.enum(['json', 'text'], 'must be json or text').optional(),
  DRAIN_SECONDS: wholeNumber(0, 600, 'must be a whole number of seconds from 0 to 600').default(20),
  SANDBOX_PACE: wholeNumber(
    0,
    10_000,
    'must be a whole number of milliseconds from 0 to 10000',
  ).default(humanPace),
  GITHUB_CLIENT_ID: z.string().optional(),
  GITHUB_CLIENT_SECRET: z.string().optional(),
});

const lineFor = (issue: z.core.$ZodIssue): string => `${issue.path.join('.')} ${issue.message}.`;

/** An app on GitHub has both; one without the other is a mistake. */
const halfOfGithub = (set: Environment): string[] => {
  const names = ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'];
  const missing = names.filter((name) => !set[name]);
  return missing.length === 1
    ? [`${missing[0]} must be set, as the other one of the two is: ${names.join(' and ')}.`]
    : [];
};

/** A gateway address that leads back here would pass each request on for ever. */
const ownGateway = ({
  GATEWAY_URL,
  PUBLIC_URL,
  HOST,
  PORT,
}: z.output<typeof settings>): string[] => {
  const url = GATEWAY_URL === undefined ? null : URL.parse(GATEWAY_URL);
  if (!url) return [];
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const names = ['localhost', '127.0.0.1', '[::1]', '0.0.0.0', '[::]', HOST, `[${HOST}]`];
  const here = port === PORT && names.includes(url.hostname);
  return here || url.origin === PUBLIC_URL
    ? [
        'GATEWAY_URL must be the address of another server; this one is at that address itself. Leave it out to use the embedded gateway.',
      ]
    : [];
};
