/** What stores are tried on: an account, a key, requests and how they end. */
import { chargeFor } from '../../src/domain/charge.ts';
import type { Price } from '../../src/domain/rates.ts';
import { noUsage, type Usage } from '../../src/domain/usage.ts';
import { createAccount } from '../../src/storage/accounts.ts';
import { syncGroups } from '../../src/storage/groups.ts';
import { createKey, type KeyRecord } from '../../src/storage/keys.ts';
import type { RequestStart, Settlement } from '../../src/storage/requests.ts';
import type { Store } from '../../src/storage/store.ts';

export const price: Price = {
  rates: {
    input: 1_000,
    output: 3_000,
    cacheRead: 100,
    cacheWrite5m: 1_250,
    cacheWrite1h: 2_000,
  },
  multiplier: '1.5',
};

/** A group, an account with credit in nanodollars, and a key of it. */
export const seed = async (s: Store, credit: number) => {
  await syncGroups(s, [
    {
      id: 'test',
      description: 'Group of the tests.',
      scope: ['sandbox/*'],
      multipliers: [{ effectiveAt: '2026-01-01T00:00:00Z', multiplier: '1.5' }],
    },
  ]);
  const account = await createAccount(s, { kind: 'standard', credit });
  return {
    account,
    ...(await createKey(s, { accountId: account.id, groupId: 'test', label: 'A key' })),
  };
};

let requests = 0;

export const startOf = (key: KeyRecord, rest: Partial<RequestStart> = {}): RequestStart => ({
  id: `req_${String(++requests).padStart(26, '0')}`,
  accountId: key.accountId,
  keyId: key.id,
  groupId: key.groupId,
  model: 'sandbox/docs',
  protocol: 'openai-chat',
  endpoint: '/v1/chat/completions',
  stream: true,
  client: 'tests/1.0',
  startedAt: Date.UTC(2026, 5, 1, 12),
  price,
  reserved: 1_000,
  limits: { key: null, account: null },
  ...rest,
});

export const usage = (input: number, output: number): Usage => ({ ...noUsage, input, output });

export const completed = (used: Usage, rest: Partial<Settlement> = {}): Settlement => ({
  outcome: 'completed',
  status: 200,
  errorCode: null,
  upstream: 'sandbox',
  firstTokenAt: Date.UTC(2026, 5, 1, 12, 0, 1),
  usage: used,
  usageSource: 'reported',
  charge: chargeFor(used, price),
  ...rest,
});
