/** The statements of the ledger's hot path, for SQLite and PostgreSQL alike. */
import { insertion, statement } from './engine.ts';

export type BalanceRow = { id: string; balance: number; reserved: number };

const readAccounts = 'select id, balance, reserved from accounts';

/**
 * Accounts are locked before anything of theirs is touched, and in one order, so that batches of
 * several instances wait for each other instead of deadlocking. SQLite has one writer at a time.
 */
export const lockAccounts = statement<BalanceRow>()(
  'lock_accounts',
  { id: 'text' },
  `${readAccounts} where id in (select r.id from {rows}) order by id for no key update`,
  { sqlite: `${readAccounts} where id = ?` },
);

export const changeAccounts = statement()(
  'change_accounts',
  { balance: 'bigint', reserved: 'bigint', id: 'text' },
  `update accounts
   set balance = accounts.balance + r.balance, reserved = accounts.reserved + r.reserved
   from {rows} where accounts.id = r.id`,
  { sqlite: 'update accounts set balance = balance + ?, reserved = reserved + ? where id = ?' },
);

export type WindowRow = { id: string; minute: number; requests: number };

const readWindow = 'select w.id, w.minute, w.requests from rate_windows w';

export const readWindows = statement<WindowRow>()(
  'read_windows',
  { id: 'text', minute: 'bigint' },
  `${readWindow} join {rows} on w.id = r.id and w.minute = r.minute`,
  { sqlite: `${readWindow} where w.id = ? and w.minute = ?` },
);

export const countInWindows = insertion(
  'count_in_windows',
  'rate_windows',
  { id: 'text', minute: 'bigint', requests: 'bigint' },
  `on conflict (id, minute)
   do update set requests = rate_windows.requests + excluded.requests`,
);

export const beginRequests = insertion('begin_requests', 'running_requests', {
  id: 'text',
  instance_id: 'text',
  account_id: 'text',
  key_id: 'text',
  reserved: 'bigint',
  started: 'text',
});

export const checkpointRequests = statement()(
  'checkpoint_requests',
  { checkpoint: 'text', id: 'text' },
  `update running_requests set checkpoint = r.checkpoint
   from {rows} where running_requests.id = r.id`,
  { sqlite: 'update running_requests set checkpoint = ? where id = ?', replanned: true },
);

/** Only whoever takes a request out of those that run may settle it. */
export const endRequests = statement<{ id: string }>()(
  'end_requests',
  { id: 'text' },
  `delete from running_requests using {rows} where running_requests.id = r.id
   returning running_requests.id`,
  { sqlite: 'delete from running_requests where id = ?', replanned: true },
);

export const logRequests = insertion('log_requests', 'requests', {
  id: 'text',
  account_id: 'text',
  key_id: 'text',
  group_id: 'text',
  model: 'text',
  protocol: 'text',
  endpoint: 'text',
  stream: 'bigint',
  client: 'text',
  upstream: 'text',
  status: 'bigint',
  error_code: 'text',
  outcome: 'text',
  started_at: 'bigint',
  first_token_at: 'bigint',
  ended_at: 'bigint',
  input: 'bigint',
  output: 'bigint',
  cache_read: 'bigint',
  cache_write_5m: 'bigint',
  cache_write_1h: 'bigint',
  usage_source: 'text',
  price: 'text',
  reserved: 'bigint',
  charged: 'bigint',
  charge: 'text',
});

const usageSums = [
  'requests',
  'input',
  'output',
  'cache_read',
  'cache_write_5m',
  'cache_write_1h',
  'charged',
] as const;

export const addUsage = insertion(
  'add_usage',
  'usage_days',
  {
    key_id: 'text',
    day: 'bigint',
    requests: 'bigint',
    input: 'bigint',
    output: 'bigint',
    cache_read: 'bigint',
    cache_write_5m: 'bigint',
    cache_write_1h: 'bigint',
    charged: 'bigint',
  },
  `on conflict (key_id, day) do update set
   ${usageSums.map((name) => `${name} = usage_days.${name} + excluded.${name}`).join(', ')}`,
);
