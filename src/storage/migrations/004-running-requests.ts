import { type Kysely, type Selectable, SqliteAdapter, sql } from 'kysely';
import type { RequestsTable, Schema } from '../schema.ts';

/**
 * Running requests move to a table of their own. It stays small, so that beginning, saving and ending
 * a request touches little, and `requests` only grows at its end.
 */
export const up = async (db: Kysely<Schema>): Promise<void> => {
  const onSqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  await db.schema
    .createTable('running_requests')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('instance_id', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('key_id', 'text', (column) => column.notNull().references('keys.id'))
    .addColumn('reserved', 'bigint', (column) => column.notNull())
    .addColumn('started', 'text', (column) => column.notNull())
    .addColumn('checkpoint', 'text')
    .modifyEnd(onSqlite ? sql`without rowid` : sql``)
    .execute();
  if (!onSqlite) await keepSmall(db);
  const { rows } = await sql<OldRow>`select * from requests where state = 'running'`.execute(db);
  for (const row of rows) await db.insertInto('running_requests').values(moved(row)).execute();
  await sql`delete from requests where state = 'running'`.execute(db);
  await db.schema.dropIndex('requests_running').execute();
  await db.schema.alterTable('requests').dropColumn('state').execute();
  await db.schema.alterTable('requests').dropColumn('instance_id').execute();
};

/** PostgreSQL leaves the rows of ended requests behind until it cleans up, which is due soon and quick here. */
const keepSmall = async (db: Kysely<Schema>): Promise<void> => {
  await sql`alter table running_requests set (
    autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_cost_delay = 0
  )`.execute(db);
  await db.schema
    .createIndex('running_requests_account')
    .on('running_requests')
    .column('account_id')
    .execute();
};

type OldRow = Selectable<RequestsTable> & { instance_id: string };

const moved = (row: OldRow) => ({
  id: row.id,
  instance_id: row.instance_id,
  account_id: row.account_id,
  key_id: row.key_id,
  reserved: row.reserved,
  started: JSON.stringify({
    groupId: row.group_id,
    model: row.model,
    protocol: row.protocol,
    endpoint: row.endpoint,
    stream: row.stream === 1,
    client: row.client,
    startedAt: row.started_at,
    price: JSON.parse(row.price),
  }),
  checkpoint:
    row.first_token_at === null
      ? null
      : JSON.stringify({
          upstream: row.upstream,
          status: row.status,
          firstTokenAt: row.first_token_at,
          usage: {
            input: row.input,
            output: row.output,
            cacheRead: row.cache_read,
            cacheWrite5m: row.cache_write_5m,
            cacheWrite1h: row.cache_write_1h,
          },
          usageSource: row.usage_source,
        }),
});
