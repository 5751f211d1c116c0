/** The gateway: what answers at `/v1`. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import type { SiteConfig } from '../domain/site.ts';
import { syncGroups } from '../storage/groups.ts';
import { heartbeat, settleAbandoned } from '../storage/requests.ts';
import { type Store, StoreError } from '../storage/store.ts';
import { InFlight } from '../upstreams/in-flight.ts';
import type { Upstream } from '../upstreams/upstream.ts';
import { answerError } from './answer.ts';
import { createCatalogue, type ModelCatalogue } from './catalogue.ts';
import { type Exchange, openExchange } from './exchange.ts';
import { GatewayError } from './gateway-error.ts';
import { type GatewayMetrics, noMetrics } from './metrics.ts';
import type { GatewayParts } from './parts.ts';
import { createRejections } from './rejections.ts';
import { ClientGone } from './request-body.ts';
import { route } from './routes.ts';

export type GatewayOptions = {
  store: Store;
  upstreams: Map<string, Upstream>;
  site: SiteConfig;
  /** Origin of the docs that errors link to. */
  docsOrigin: string;
  clock: Clock;
  log: Logger;
  metrics?: GatewayMetrics;
};

export type Gateway = {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Refuses new requests, lets running ones end for so long, then cuts and settles them. */
  stop(drainMs: number): Promise<void>;
  /** Says that this instance lives, and settles what instances that died left; to be called every few seconds. */
  tend(): Promise<void>;
  catalogue: ModelCatalogue;
};

/** How often running requests are looked at: how soon after its first token a stream is saved. */
const lookMs = 200;
/** An instance that has not been heard of for so long is dead. */
const staleAfterMs = 30_000;
const drainMsPerLook = 25;

/** Seeds groups and rates from the site's configuration. Throws CatalogueError, StoreError. */
export const createGateway = async (options: GatewayOptions): Promise<Gateway> => {
  const { store, upstreams, site, docsOrigin, clock, log, metrics = noMetrics } = options;
  await syncGroups(store, site.groups);
  const catalogue = await createCatalogue({ store, upstreams, site });
  const parts: GatewayParts = {
    store,
    catalogue,
    clock,
    log,
    metrics,
    rejections: createRejections(store, metrics, log),
    running: new InFlight(),
    startedAt: clock.now(),
  };
  const sweep = setInterval(() => {
    for (const running of parts.running) running.look();
  }, lookMs).unref();
  let stopping = false;

  return {
    catalogue,
    handle: async (request, response) => {
      const exchange = openExchange(request, response, clock.now(), docsOrigin);
      try {
        if (stopping)
          throw new GatewayError('unavailable', {
            message: 'The gateway is shutting down. Nothing was charged.',
          });
        await route(parts, exchange);
      } catch (error) {
        answerFailure(parts, exchange, error);
      }
    },
    stop: async (drainMs) => {
      stopping = true;
      const until = performance.now() + drainMs;
      while (parts.running.size > 0 && performance.now() < until) await pause(drainMsPerLook);
      for (const running of [...parts.running]) running.cut();
      const settledUntil = performance.now() + cutMs;
      while (parts.running.size > 0 && performance.now() < settledUntil)
        await pause(drainMsPerLook);
      clearInterval(sweep);
      await settleOwed(parts);
    },
    tend: async () => {
      await heartbeat(store);
      await settleAbandoned(store, staleAfterMs);
    },
  };
};

const settleOwed = async ({ store, log }: GatewayParts): Promise<void> => {
  try {
    await heartbeat(store);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log.error({ err: error }, 'The store is away: what is not settled will be by its checkpoint.');
  }
};

/** Time that requests have to settle once they are cut. */
const cutMs = 5_000;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const answerFailure = (parts: GatewayParts, exchange: Exchange, error: unknown): void => {
  if (error instanceof ClientGone) return;
  const known = error instanceof GatewayError ? error : new GatewayError('unavailable');
  if (known !== error)
    parts.log.error(
      { err: error, requestId: exchange.id },
      error instanceof StoreError ? 'The store is away.' : 'The gateway made a mistake.',
    );
  parts.metrics.rejected(known.errorCase);
  if (exchange.response.headersSent) {
    if (!exchange.response.writableEnded) exchange.response.destroy();
    return;
  }
  answerError(exchange, known);
};
