/**
 * What the gateway behind the site can do. The embedded one is known; one elsewhere is asked, with
 * requests that carry no key and so cost nothing: a path that is there answers 401, one that is not 404.
 */
import type { Clock } from '../domain/clock.ts';
import { type Protocol, protocols } from '../domain/protocol.ts';
import type { GatewayAnswer, GatewayClient } from './gateway-client.ts';
import { Problem } from './problem.ts';

export type GatewayFeatures = {
  /** False while it does not answer, or only with a 5xx, so that nothing is known of it. */
  reachable: boolean;
  version: string;
  protocols: Protocol[];
  /** `GET /v1/requests` and `GET /v1/requests/{id}`, which the explainer reads. */
  requestLog: boolean;
  /** `GET /v1/key`. */
  keyInfo: boolean;
};

/** Answers at once for the embedded gateway; else what was found out in the last minute, or asks anew. */
export type GatewayFeaturesReader = () => Promise<GatewayFeatures>;

const everyProtocol = Object.keys(protocols) as Protocol[];
const keptMs = 60_000;
/** How long a gateway that could not be reached is left in peace. */
const retryMs = 3_000;

const nothing: GatewayFeatures = {
  reachable: false,
  version: 'unknown',
  protocols: [],
  requestLog: false,
  keyInfo: false,
};

export const createGatewayFeatures = (
  gateway: GatewayClient,
  options: { version: string; clock: Clock },
): GatewayFeaturesReader => {
  if (gateway.kind === 'embedded') {
    const all = {
      reachable: true,
      version: options.version,
      protocols: everyProtocol,
      requestLog: true,
      keyInfo: true,
    };
    return async () => all;
  }
  let asked: { until: number; features: Promise<GatewayFeatures> } | undefined;
  return () => {
    const now = options.clock.now();
    if (!asked || asked.until < now) {
      const current = { until: now + keptMs, features: probe(gateway) };
      asked = current;
      current.features = current.features.catch(unlessAway).then((found) => {
        if (!found.reachable) current.until = options.clock.now() + retryMs;
        return found;
      });
    }
    return asked.features;
  };
};

const unlessAway = (error: unknown): GatewayFeatures => {
  if (error instanceof Problem) return nothing;
  throw error;
};

const probe = async (gateway: GatewayClient): Promise<GatewayFeatures> => {
  const [health, log, key, ...spoken] = await Promise.all([
    gateway.call('/healthz'),
    gateway.call('/v1/requests?limit=1'),
    gateway.call('/v1/key'),
    ...everyProtocol.map((protocol) =>
      gateway.call(protocols[protocol].path, { method: 'POST', body: {} }),
    ),
  ]);
  // A proxy answers for a gateway that is down, and knows nothing of it.
  if (log.status >= 500) return nothing;
  return {
    reachable: true,
    version: versionIn(health),
    protocols: everyProtocol.filter((_, index) => isThere(spoken[index])),
    requestLog: asksForKey(log),
    keyInfo: asksForKey(key),
  };
};

const isThere = (answer: GatewayAnswer | undefined): boolean =>
  answer !== undefined && answer.status !== 404 && answer.status !== 405 && answer.status < 500;

/** The code is this gateway's own: another one may answer 401 on paths that it does not have. */
const asksForKey = ({ status, body }: GatewayAnswer): boolean =>
  status === 401 && memberOf(memberOf(body, 'error'), 'code') === 'missing_api_key';

const versionIn = ({ status, body }: GatewayAnswer): string => {
  const version = status === 200 ? memberOf(body, 'version') : undefined;
  return typeof version === 'string' && version.length < 40 ? version : 'unknown';
};

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
