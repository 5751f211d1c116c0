/** What the gateway tells about a request, as values of its rows. */
import { noCharge } from '../domain/charge.ts';
import type { EpochMs, Price } from '../domain/rates.ts';
import { noUsage, type Usage } from '../domain/usage.ts';
import type { Checkpoint, Rejection, RequestStart, Settlement, Started } from './requests.ts';
import { storableText } from './storable-text.ts';

/** The part of a running request's beginning that has no column of its own. */
export type StartedText = Omit<Started, 'id' | 'accountId' | 'keyId' | 'reserved'>;

export const runningValues = (start: RequestStart, instanceId: string) => {
  const started: StartedText = {
    groupId: start.groupId,
    model: storableText(start.model, longest),
    protocol: start.protocol,
    endpoint: storableText(start.endpoint, longest),
    stream: start.stream,
    client: clientOf(start),
    startedAt: start.startedAt,
    price: start.price,
  };
  return {
    id: start.id,
    instance_id: instanceId,
    account_id: start.accountId,
    key_id: start.keyId,
    reserved: start.reserved,
    started: JSON.stringify(started),
  };
};

export const checkpointValues = (id: string, checkpoint: Checkpoint) => ({
  id,
  checkpoint: JSON.stringify(checkpoint),
});

export const settledValues = (started: Started, settlement: Settlement, endedAt: EpochMs) => ({
  id: started.id,
  account_id: started.accountId,
  key_id: started.keyId,
  group_id: started.groupId,
  model: storableText(started.model, longest),
  protocol: started.protocol,
  endpoint: storableText(started.endpoint, longest),
  stream: started.stream ? 1 : 0,
  client: clientOf(started),
  upstream: settlement.upstream,
  status: settlement.status,
  error_code: settlement.errorCode,
  outcome: settlement.outcome,
  started_at: started.startedAt,
  first_token_at: settlement.firstTokenAt,
  ended_at: endedAt,
  ...usageValues(settlement.usage),
  usage_source: settlement.usageSource,
  price: JSON.stringify(started.price),
  reserved: started.reserved,
  charged: settlement.charge.nanodollars,
  charge: JSON.stringify(settlement.charge),
});

export const rejectedValues = (rejection: Rejection, now: EpochMs) => {
  const { status, errorCode, price = noPrice } = rejection;
  const endedAt = Math.max(now, rejection.startedAt);
  return settledValues(
    { ...rejection, price, reserved: 0 },
    refusal(status, errorCode, price),
    endedAt,
  );
};

/** How a request ends that the gateway answered itself. */
export const refusal = (status: number, errorCode: string, price: Price): Settlement => ({
  ...nothingKnown,
  outcome: 'rejected',
  status,
  errorCode,
  charge: noCharge(price),
});

/** Of a request of which no upstream has said anything. */
export const nothingKnown: Checkpoint = {
  upstream: null,
  status: null,
  firstTokenAt: null,
  usage: noUsage,
  usageSource: null,
};

export const usageValues = (usage: Usage) => ({
  input: usage.input,
  output: usage.output,
  cache_read: usage.cacheRead,
  cache_write_5m: usage.cacheWrite5m,
  cache_write_1h: usage.cacheWrite1h,
});

export const usageOf = (values: ReturnType<typeof usageValues>): Usage => ({
  input: values.input,
  output: values.output,
  cacheRead: values.cache_read,
  cacheWrite5m: values.cache_write_5m,
  cacheWrite1h: values.cache_write_1h,
});

/** Price of a request that was turned down before its model was known. */
const noPrice: Price = { rates: noUsage, multiplier: '1' };

/** Characters of what a client may choose freely. */
const longest = 256;

const clientOf = ({ client }: Pick<Started, 'client'>): string | null =>
  client === null ? null : storableText(client, longest);
