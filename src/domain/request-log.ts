/** A row of the request log, as `GET /v1/requests` answers it. Times are ISO 8601 in UTC. */
import type { Charge } from './charge.ts';
import type { Outcome } from './outcome.ts';
import type { Protocol } from './protocol.ts';
import type { Price } from './rates.ts';
import type { Usage, UsageSource } from './usage.ts';

export type RequestLogRow = {
  id: string;
  object: 'request';
  /** `running` until the request is settled; then outcome and charge are final. */
  state: 'running' | 'settled';
  keyId: string;
  keyLabel: string;
  group: string;
  model: string;
  protocol: Protocol;
  endpoint: string;
  stream: boolean;
  /** First words of the client's user agent, such as `claude-cli/2.1`. */
  client: string | null;
  upstream: string | null;
  /** HTTP status that the client received. */
  status: number | null;
  errorCode: string | null;
  outcome: Outcome | null;
  startedAt: string;
  firstTokenAt: string | null;
  endedAt: string | null;
  usage: Usage;
  usageSource: UsageSource | null;
  /** Locked when the request started (M4). */
  price: Price;
  /** Nanodollars held while the request runs. */
  reserved: number;
  charge: Charge;
};

export type RequestLogPage = {
  object: 'list';
  data: RequestLogRow[];
  has_more: boolean;
  /** Pass as `cursor` for the next page. */
  next_cursor: string | null;
};

/** `GET /v1/key`: the calling key. Amounts are nanodollars. */
export type KeyInfo = {
  object: 'key';
  id: string;
  label: string;
  masked: string;
  status: 'active' | 'disabled';
  createdAt: string;
  group: {
    id: string;
    description: string;
    scope: string[];
    multiplier: string;
    comingMultiplier: { multiplier: string; effectiveAt: string } | null;
    limits: { key: number | null; account: number | null };
  };
  usage: { requests: number; tokens: Usage; charged: number };
  balance: number;
  reserved: number;
  available: number;
};
