/** What the gateway tells about a request, as values of its row. */
import type { Charge } from '../domain/charge.ts';
import type { EpochMs, Price } from '../domain/rates.ts';
import { noUsage, type Usage } from '../domain/usage.ts';
import type { Checkpoint, Rejection, RequestStart, Settlement } from './requests.ts';
import { storableText } from './storable-text.ts';

type Described = Omit<RequestStart, 'price' | 'reserved' | 'limits'>;

export const startValues = (start: RequestStart, instanceId: string) => ({
  ...described(start, instanceId),
  state: 'running',
  status: null,
  error_code: null,
  outcome: null,
  ended_at: null,
  price: JSON.stringify(start.price),
  reserved: start.reserved,
  charge: null,
});

export const rejectionValues = (
  rejection: Rejection,
  { instanceId, now }: { instanceId: string; now: EpochMs },
) => {
  const price = rejection.price ?? noPrice;
  const charge: Charge = { nanodollars: 0, multiplier: price.multiplier, lines: [] };
  return {
    ...described(rejection, instanceId),
    state: 'settled',
    status: rejection.status,
    error_code: rejection.errorCode,
    outcome: 'rejected',
    ended_at: Math.max(now, rejection.startedAt),
    price: JSON.stringify(price),
    reserved: 0,
    charge: JSON.stringify(charge),
  };
};

export const checkpointValues = (id: string, checkpoint: Checkpoint) => ({
  id,
  upstream: checkpoint.upstream,
  status: checkpoint.status,
  first_token_at: checkpoint.firstTokenAt,
  usage_source: checkpoint.usageSource,
  ...usageValues(checkpoint.usage),
});

export const settlementValues = (
  id: string,
  settlement: Settlement,
  charge: Charge,
  endedAt: EpochMs,
) => ({
  ...checkpointValues(id, settlement),
  outcome: settlement.outcome,
  error_code: settlement.errorCode,
  ended_at: endedAt,
  charged: charge.nanodollars,
  charge: JSON.stringify(charge),
});

export const usageValues = (usage: Usage) => ({
  input: usage.input,
  output: usage.output,
  cache_read: usage.cacheRead,
  cache_write_5m: usage.cacheWrite5m,
  cache_write_1h: usage.cacheWrite1h,
});

/** Price of a request that was turned down before its model was known. */
const noPrice: Price = { rates: noUsage, multiplier: '1' };

const described = (request: Described, instanceId: string) => ({
  id: request.id,
  account_id: request.accountId,
  key_id: request.keyId,
  group_id: request.groupId,
  model: storableText(request.model, 256),
  protocol: request.protocol,
  endpoint: storableText(request.endpoint, 256),
  stream: request.stream ? 1 : 0,
  client: request.client === null ? null : storableText(request.client, 256),
  instance_id: instanceId,
  started_at: request.startedAt,
});
