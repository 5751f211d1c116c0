/**
 * First step: who calls. The store is asked on every request, so that a reset or disable is in force
 * for the next one. Malformed keys are looked up too: they take as long as unknown ones.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { type Caller, findCaller } from '../storage/keys.ts';
import type { Exchange } from './exchange.ts';
import { GatewayError } from './gateway-error.ts';
import type { GatewayParts } from './parts.ts';

export type Authenticated = {
  /** The key as it was sent, so that it can be kept from travelling on. */
  secret: string;
  /** Undefined for a malformed or unknown key. */
  caller: Caller | undefined;
  /** False when the key opens nothing: unknown, disabled or reset. */
  accepted: boolean;
};

/** Throws when the request carries no key, or carries one in its URL. */
export const authenticate = async (
  parts: GatewayParts,
  exchange: Exchange,
): Promise<Authenticated> => {
  if (hasKeyInUrl(exchange.request.url ?? '')) throw new GatewayError('key_in_url');
  const secret = secretFrom(exchange.request.headers);
  if (secret === undefined) throw new GatewayError('missing_key');
  const askedAt = performance.now();
  const caller = await findCaller(parts.store, secret);
  parts.metrics.storeTook('find_caller', performance.now() - askedAt);
  return {
    secret,
    caller,
    accepted: caller !== undefined && !caller.secretRetired && caller.key.status === 'active',
  };
};

/** `Authorization: Bearer`, else `x-api-key`; either is taken on every endpoint. */
const secretFrom = (headers: IncomingHttpHeaders): string | undefined => {
  const authorization = headers.authorization?.trim() ?? '';
  const bearer = /^bearer(?:\s+|$)/i.exec(authorization);
  const token = bearer ? authorization.slice(bearer[0].length).trim() : '';
  if (token !== '') return token;
  const apiKey = String(headers['x-api-key'] ?? '').trim();
  if (apiKey !== '') return apiKey;
  return authorization === '' || bearer ? undefined : authorization;
};

const keyParameter = /[?&](?:x-)?(?:api[-_]?key|key|access[-_]?token|authorization)=[^&]/i;
const keyText = /(?:^|[^A-Za-z0-9])sk-[A-Za-z0-9_-]{16,}/;

const hasKeyInUrl = (url: string): boolean => {
  if (!url.includes('?') && !url.includes('sk-') && !url.includes('%')) return false;
  if (keyParameter.test(url) || keyText.test(url)) return true;
  return url.includes('%') && keyText.test(url.replace(/%([0-9a-f]{2})/gi, decodedByte));
};

const decodedByte = (_match: string, hex: string): string =>
  String.fromCharCode(Number.parseInt(hex, 16));
