/** The base URL as a tool has it: OpenAI clients take it with `/v1`, Anthropic clients without (D1). */
import { baseUrl, type ProtocolFamily } from '../protocol.ts';
import { type Check, fail, pass } from './check.ts';

export type KnownHosts = {
  /** Origin of the gateway. */
  api: string;
  console: string;
  docs: string;
};

const docs = '/protocols/#base-urls';

const vendorHosts: [RegExp, string][] = [
  [/(^|\.)openai\.com$/, 'OpenAI'],
  [/(^|\.)anthropic\.com$/, 'Anthropic'],
  [/(^|\.)openrouter\.ai$/, 'OpenRouter'],
  [/(^|\.)googleapis\.com$/, 'Google'],
  [/(^|\.)azure\.com$/, 'Azure'],
  [/(^|\.)groq\.com$/, 'Groq'],
];

const endpointPaths = /\/(chat\/completions|responses|messages|models|embeddings|completions)$/;

export const checkBaseUrl = (written: string, family: ProtocolFamily, hosts: KnownHosts): Check => {
  const right = baseUrl(hosts.api, family);
  const wrong = (meaning: string, fix = `Set it to ${right}`) =>
    fail('base_url', meaning, fix, docs);
  const url = URL.parse(written.trim());
  if (!url || !/^https?:$/.test(url.protocol))
    return wrong('This is not a web address that begins with https://.');
  if (url.username + url.password + url.search + url.hash !== '')
    return wrong('A base URL holds no password, question mark or hash.');
  const place = hostFault(url, hosts);
  if (place) return wrong(place);
  const path = pathFault(url.pathname, family);
  if (path)
    return wrong(
      path,
      sameHost(url, hosts.api)
        ? `Set it to ${right}`
        : `Let it end in ${family === 'openai' ? '/v1' : 'the host, without a path'}.`,
    );
  return sameHost(url, hosts.api)
    ? pass(
        'base_url',
        `Right for a client of the ${family === 'openai' ? 'OpenAI' : 'Anthropic'} protocol.`,
      )
    : pass(
        'base_url',
        `The path is right. The host is not the gateway's own: fine if it is your reverse proxy; requests from this page don't go through it.`,
      );
};

const hostFault = (url: URL, hosts: KnownHosts): string | undefined => {
  if (sameHost(url, hosts.api))
    return url.protocol === new URL(hosts.api).protocol
      ? undefined
      : `The gateway is reached over ${new URL(hosts.api).protocol.slice(0, -1)}.`;
  if (sameHost(url, hosts.console))
    return 'This is the console, where people log in. Programs talk to the API host.';
  if (sameHost(url, hosts.docs))
    return 'This is the documentation site. Programs talk to the API host.';
  const vendor = vendorHosts.find(([host]) => host.test(url.hostname))?.[1];
  return vendor && `This is ${vendor}'s own address, so a key of this gateway is unknown there.`;
};

const pathFault = (path: string, family: ProtocolFamily): string | undefined => {
  const plain = path.replace(/\/+$/, '');
  if (/\/\//.test(path)) return 'There is a double slash in the path.';
  if (/\/v1\/v1/.test(plain)) return 'It has /v1 twice.';
  if (endpointPaths.test(plain)) return 'It names an endpoint. Clients append that themselves.';
  if (family === 'openai' && !plain.endsWith('/v1'))
    return '/v1 is missing at its end: OpenAI clients append /chat/completions to what stands here.';
  if (family === 'anthropic' && plain.endsWith('/v1'))
    return 'It ends in /v1: Anthropic clients append /v1/messages themselves, so the request goes to /v1/v1/messages.';
  if (path !== '/' && path.endsWith('/'))
    return 'There is a slash at its end, which some clients turn into a double slash.';
  return undefined;
};

const sameHost = (url: URL, origin: string): boolean => {
  const other = URL.parse(origin);
  return other !== null && plainHost(url) === plainHost(other);
};

/** A machine calls itself by several names. */
const plainHost = ({ host }: URL): string =>
  host.replace(/^(127\.0\.0\.1|\[::1\])(?=:|$)/, 'localhost');
