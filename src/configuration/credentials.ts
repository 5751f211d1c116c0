/**
 * Checks the credentials that site.config.ts names by environment variable, in words that name the
 * variable and what it is for. A value is never repeated.
 */
import { credentialEnvOf, type SinkConfig, type SiteConfig } from '../domain/site.ts';

type Environment = Record<string, string | undefined>;

/** A variable, what takes its value, and what that value has to be. */
type Credential = { name: string; user: string; shape: Shape };

type Shape = { isRight(value: string): boolean; must: string };

/** One line for each that is missing or of the wrong shape. */
export const credentialFaults = (set: Environment, site: SiteConfig): string[] =>
  credentialsOf(site).flatMap(({ name, user, shape }) => {
    const value = set[name];
    if (!value)
      return [`${name} must be set: ${user} in site.config.ts takes its credential from it.`];
    return shape.isRight(value)
      ? []
      : [`${name} must be ${shape.must}: ${user} in site.config.ts takes its credential from it.`];
  });

const credentialsOf = ({ upstreams, sinks = [], accountMail }: SiteConfig): Credential[] => [
  ...upstreams.flatMap((upstream) =>
    upstream.kind === 'http' && upstream.credentialEnv
      ? [{ name: upstream.credentialEnv, user: `upstream "${upstream.id}"`, shape: token }]
      : [],
  ),
  ...sinks.map((sink) => ({
    name: credentialEnvOf(sink),
    user: `sink "${sink.id}"`,
    shape: shapes[sink.kind],
  })),
  ...(accountMail
    ? [{ name: accountMail.smtpUrlEnv, user: 'accountMail', shape: shapes.email }]
    : []),
];

/** It travels in a header. */
const token: Shape = {
  isRight: (value) => /^[\x21-\x7e]+$/.test(value),
  must: 'a token without spaces or line breaks',
};

const leastSecretBytes = 24;

const shapes: Record<SinkConfig['kind'], Shape> = {
  github: token,
  email: {
    isRight: (value) => isSmtpUrl(value),
    must: 'a URL such as smtps://user:password@smtp.example.com, with characters such as @ : / # ? % in user and password written as %40 and so on',
  },
  webhook: {
    isRight: (value) => isWebhookSecret(value),
    must: `a Standard Webhooks secret, which is whsec_ and then ${leastSecretBytes} bytes or more in base64 (openssl rand -base64 32 makes such)`,
  },
};

const isSmtpUrl = (value: string): boolean => {
  const url = URL.parse(value);
  return (
    url !== null &&
    (url.protocol === 'smtp:' || url.protocol === 'smtps:') &&
    url.hostname !== '' &&
    // A password that is not encoded ends up here, and the mail server gets half of it.
    (url.pathname === '' || url.pathname === '/') &&
    url.hash === '' &&
    !url.search.includes('@') &&
    isDecodable(url.username + url.password)
  );
};

const isDecodable = (text: string): boolean => {
  try {
    decodeURIComponent(text);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
};

const isWebhookSecret = (value: string): boolean => {
  const encoded = /^whsec_(.+)$/.exec(value)?.[1] ?? '';
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.length >= leastSecretBytes && bytes.toString('base64') === encoded;
};
