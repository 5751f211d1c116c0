/**
 * The tables as both engines have them. Times are epoch milliseconds, money is whole nanodollars,
 * structured values are JSON text, truth values are 0 and 1.
 */
import type { Outcome } from '../domain/outcome.ts';
import type { Protocol } from '../domain/protocol.ts';
import type { UsageSource } from '../domain/usage.ts';
import type { IntakeSchema } from './intake-schema.ts';

export type Schema = IntakeSchema & {
  accounts: AccountsTable;
  credits: CreditsTable;
  groups: GroupsTable;
  multipliers: MultipliersTable;
  rates: RatesTable;
  catalogue: CatalogueTable;
  keys: KeysTable;
  key_secrets: KeySecretsTable;
  running_requests: RunningRequestsTable;
  requests: RequestsTable;
  rate_windows: RateWindowsTable;
  usage_days: UsageDaysTable;
  instances: InstancesTable;
  visits: VisitsTable;
};

/** `balance` is the sum of credits minus the sum of charges; `reserved` what running requests hold of it. */
export type AccountsTable = {
  id: string;
  kind: 'sandbox' | 'standard';
  user_id: string | null;
  balance: number;
  reserved: number;
  created_at: number;
};

export type CreditsTable = {
  id: string;
  account_id: string;
  amount: number;
  reason: string;
  created_at: number;
};

export type GroupsTable = {
  id: string;
  description: string;
  /** JSON array of model id patterns. */
  scope: string;
  /** Requests per minute. */
  limit_key: number | null;
  limit_account: number | null;
};

export type MultipliersTable = { group_id: string; effective_at: number; multiplier: string };

/** `rates` is JSON: picodollars per token by kind. */
export type RatesTable = { model: string; effective_at: number; rates: string };

/** One row; its revision changes with every group, multiplier and rate. */
export type CatalogueTable = { id: number; revision: number };

export type KeysTable = {
  id: string;
  account_id: string;
  group_id: string;
  label: string;
  last_four: string;
  status: 'active' | 'disabled';
  created_at: number;
  reset_at: number | null;
};

/** SHA-256 of each secret, base64url. One per key is live; the others were retired by a reset. */
export type KeySecretsTable = { hash: string; key_id: string; retired_at: number | null };

export type RunningRequestsTable = {
  id: string;
  /** Instance that runs it; when that is gone, others settle the request. */
  instance_id: string;
  account_id: string;
  key_id: string;
  reserved: number;
  /** JSON of what was known when it began. */
  started: string;
  /** JSON of what has been saved of it since. */
  checkpoint: string | null;
};

/** Requests that are settled. */
export type RequestsTable = {
  id: string;
  account_id: string;
  key_id: string;
  group_id: string;
  model: string;
  protocol: Protocol;
  endpoint: string;
  stream: number;
  client: string | null;
  upstream: string | null;
  status: number | null;
  error_code: string | null;
  outcome: Outcome;
  started_at: number;
  first_token_at: number | null;
  ended_at: number;
  input: number;
  output: number;
  cache_read: number;
  cache_write_5m: number;
  cache_write_1h: number;
  usage_source: UsageSource | null;
  /** JSON of the locked price. */
  price: string;
  reserved: number;
  charged: number;
  /** JSON of the charge, line by line. */
  charge: string;
};

/** Requests that a key or an account started in a minute. */
export type RateWindowsTable = { id: string; minute: number; requests: number };

/** What a key used on a UTC day (days since the epoch), by when its requests started. */
export type UsageDaysTable = {
  key_id: string;
  day: number;
  requests: number;
  input: number;
  output: number;
  cache_read: number;
  cache_write_5m: number;
  cache_write_1h: number;
  charged: number;
};

export type InstancesTable = { id: string; started_at: number; seen_at: number };

/** What a visitor did in the window of time that ends at `reset_at`. */
export type VisitsTable = { bucket: string; count: number; reset_at: number };
