/** The statements of the ledger's hot path, for SQLite and PostgreSQL alike. */
import { type Engine, statement } from './engine.ts';

export type RunningRow = {
  id: string;
  account_id: string;
  key_id: string;
  reserved: number;
  started_at: number;
};

export const findRunning = statement<RunningRow>()(
  'find_running',
  { id: 'text' },
  `select q.id, q.account_id, q.key_id, q.reserved, q.started_at
   from requests q join {rows} on q.id = r.id
   where q.state = 'running'`,
);

export type BalanceRow = { id: string; balance: number; reserved: number };

const readAccounts = `select id, balance, reserved from accounts where id in (select r.id from {rows})`;

/**
 * Accounts are locked before anything of theirs is touched, and in one order, so that batches of
 * several instances wait for each other instead of deadlocking. SQLite has one writer at a time.
 */
export const lockAccounts = {
  sqlite: statement<BalanceRow>()('lock_accounts', { id: 'text' }, readAccounts),
  postgres: statement<BalanceRow>()(
    'lock_accounts',
    { id: 'text' },
    `${readAccounts} order by id for no key update`,
  ),
} satisfies Record<Engine['kind'], unknown>;

export const changeAccounts = statement()(
  'change_accounts',
  { id: 'text', balance: 'bigint', reserved: 'bigint' },
  `update accounts
   set balance = accounts.balance + r.balance, reserved = accounts.reserved + r.reserved
   from {rows} where accounts.id = r.id`,
);

export type WindowRow = { id: string; minute: number; requests: number };

export const readWindows = statement<WindowRow>()(
  'read_windows',
  { id: 'text', minute: 'bigint' },
  `select w.id, w.minute, w.requests
   from rate_windows w join {rows} on w.id = r.id and w.minute = r.minute`,
);

/** `where true` keeps SQLite from reading "on conflict" as the condition of a join. */
export const countInWindows = statement()(
  'count_in_windows',
  { id: 'text', minute: 'bigint', requests: 'bigint' },
  `insert into rate_windows (id, minute, requests)
   select r.id, r.minute, r.requests from {rows} where true
   on conflict (id, minute) do update set requests = rate_windows.requests + excluded.requests`,
);

const requestColumns = {
  id: 'text',
  account_id: 'text',
  key_id: 'text',
  group_id: 'text',
  model: 'text',
  protocol: 'text',
  endpoint: 'text',
  stream: 'bigint',
  client: 'text',
  instance_id: 'text',
  state: 'text',
  status: 'bigint',
  error_code: 'text',
  outcome: 'text',
  started_at: 'bigint',
  ended_at: 'bigint',
  price: 'text',
  reserved: 'bigint',
  charge: 'text',
} as const;

const insertedNames = Object.keys(requestColumns);

export const insertRequests = statement()(
  'insert_requests',
  requestColumns,
  `insert into requests (${insertedNames.join(', ')})
   select ${insertedNames.map((name) => `r.${name}`).join(', ')} from {rows}`,
);

const checkpointColumns = {
  id: 'text',
  upstream: 'text',
  status: 'bigint',
  first_token_at: 'bigint',
  input: 'bigint',
  output: 'bigint',
  cache_read: 'bigint',
  cache_write_5m: 'bigint',
  cache_write_1h: 'bigint',
  usage_source: 'text',
} as const;

const settlementColumns = {
  ...checkpointColumns,
  outcome: 'text',
  error_code: 'text',
  ended_at: 'bigint',
  charged: 'bigint',
  charge: 'text',
} as const;

const setEach = (columns: object): string =>
  Object.keys(columns)
    .filter((name) => name !== 'id')
    .map((name) => `${name} = r.${name}`)
    .join(', ');

export const checkpointRequests = statement()(
  'checkpoint_requests',
  checkpointColumns,
  `update requests set ${setEach(checkpointColumns)}
   from {rows} where requests.id = r.id and requests.state = 'running'`,
);

/** A row leaves `running` by this statement alone, so what it returns was settled here and now. */
export const settleRequests = statement<{ id: string }>()(
  'settle_requests',
  settlementColumns,
  `update requests set state = 'settled', ${setEach(settlementColumns)}
   from {rows} where requests.id = r.id and requests.state = 'running'
   returning requests.id`,
);

const usageSums = [
  'requests',
  'input',
  'output',
  'cache_read',
  'cache_write_5m',
  'cache_write_1h',
  'charged',
] as const;

export const addUsage = statement()(
  'add_usage',
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
  `insert into usage_days (key_id, day, ${usageSums.join(', ')})
   select r.key_id, r.day, ${usageSums.map((name) => `r.${name}`).join(', ')} from {rows} where true
   on conflict (key_id, day) do update set
   ${usageSums.map((name) => `${name} = usage_days.${name} + excluded.${name}`).join(', ')}`,
);
