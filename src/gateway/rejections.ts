/** Rows for requests that the gateway turned down, so that the key's owner sees them in the log. */
import type { Logger } from 'pino';
import type { Protocol } from '../domain/protocol.ts';
import type { Caller } from '../storage/keys.ts';
import { recordRejection } from '../storage/requests.ts';
import { type Store, StoreError } from '../storage/store.ts';
import { clientName } from './client-name.ts';
import type { Exchange } from './exchange.ts';
import type { GatewayError } from './gateway-error.ts';
import type { GatewayMetrics } from './metrics.ts';

/** As much as was known when the request was turned down. */
export type Rejected = {
  exchange: Exchange;
  caller: Caller;
  protocol: Protocol;
  model: string;
  stream: boolean;
};

export type Rejections = { record(rejected: Rejected, error: GatewayError): Promise<void> };

/** Rows that one key can add in a minute by being refused; a flood of refusals must not fill the disk. */
const rowsPerMinute = 600;
const longestEndpoint = 64;
const minute = 60_000;

export const createRejections = (
  store: Store,
  metrics: GatewayMetrics,
  log: Logger,
): Rejections => {
  let window = 0;
  const rows = new Map<string, number>();
  const mayAddRow = (keyId: string): boolean => {
    const now = Math.floor(store.clock.now() / minute);
    if (now !== window) {
      window = now;
      rows.clear();
    }
    const count = (rows.get(keyId) ?? 0) + 1;
    rows.set(keyId, count);
    return count <= rowsPerMinute;
  };
  return {
    record: async ({ exchange, caller, protocol, model, stream }, error) => {
      if (!mayAddRow(caller.key.id)) return;
      const startedAt = performance.now();
      try {
        await recordRejection(store, {
          id: exchange.id,
          accountId: caller.key.accountId,
          keyId: caller.key.id,
          groupId: caller.group.id,
          model,
          protocol,
          // Below its prefix, a path of the gateway's can be anything.
          endpoint: exchange.path.slice(0, longestEndpoint),
          stream,
          client: clientName(exchange.request.headers['user-agent']),
          startedAt: exchange.startedAt,
          status: error.status,
          errorCode: error.errorCase,
        });
      } catch (failure) {
        if (!(failure instanceof StoreError)) throw failure;
        log.warn({ err: failure, requestId: exchange.id }, 'A refusal could not be logged.');
        return;
      }
      metrics.storeTook('reject', performance.now() - startedAt);
    },
  };
};
