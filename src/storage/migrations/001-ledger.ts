import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** Accounts, keys, groups, prices and the request log. */
export const up = async (db: Kysely<Schema>): Promise<void> => {
  const { schema } = db;

  await schema
    .createTable('accounts')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text')
    .addColumn('balance', 'bigint', (column) => column.notNull())
    .addColumn('reserved', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addCheckConstraint('accounts_covered', sql`reserved >= 0 and reserved <= balance`)
    .execute();
  await schema.createIndex('accounts_user').on('accounts').column('user_id').execute();

  await schema
    .createTable('credits')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('amount', 'bigint', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await schema.createIndex('credits_account').on('credits').columns(['account_id', 'id']).execute();

  await schema
    .createTable('groups')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('limit_key', 'bigint')
    .addColumn('limit_account', 'bigint')
    .execute();

  await schema
    .createTable('multipliers')
    .addColumn('group_id', 'text', (column) => column.notNull().references('groups.id'))
    .addColumn('effective_at', 'bigint', (column) => column.notNull())
    .addColumn('multiplier', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('multipliers_version', ['group_id', 'effective_at'])
    .execute();

  await schema
    .createTable('rates')
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('effective_at', 'bigint', (column) => column.notNull())
    .addColumn('rates', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('rates_version', ['model', 'effective_at'])
    .execute();

  await schema
    .createTable('catalogue')
    .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .execute();
  await sql`insert into catalogue (id, revision) values (1, 1)`.execute(db);

  await schema
    .createTable('keys')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('group_id', 'text', (column) => column.notNull().references('groups.id'))
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('last_four', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('reset_at', 'bigint')
    .execute();
  await schema.createIndex('keys_account').on('keys').columns(['account_id', 'id']).execute();

  await schema
    .createTable('key_secrets')
    .addColumn('hash', 'text', (column) => column.primaryKey().notNull())
    .addColumn('key_id', 'text', (column) => column.notNull().references('keys.id'))
    .addColumn('retired_at', 'bigint')
    .execute();
  await schema
    .createIndex('key_secrets_live')
    .on('key_secrets')
    .column('key_id')
    .unique()
    .where(sql.ref('retired_at'), 'is', null)
    .execute();

  await schema
    .createTable('requests')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('key_id', 'text', (column) => column.notNull().references('keys.id'))
    .addColumn('group_id', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('protocol', 'text', (column) => column.notNull())
    .addColumn('endpoint', 'text', (column) => column.notNull())
    .addColumn('stream', 'bigint', (column) => column.notNull())
    .addColumn('client', 'text')
    .addColumn('instance_id', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('upstream', 'text')
    .addColumn('status', 'bigint')
    .addColumn('error_code', 'text')
    .addColumn('outcome', 'text')
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('first_token_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('input', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('output', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('cache_read', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('cache_write_5m', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('cache_write_1h', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('usage_source', 'text')
    .addColumn('price', 'text', (column) => column.notNull())
    .addColumn('reserved', 'bigint', (column) => column.notNull())
    .addColumn('charged', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('charge', 'text')
    .addCheckConstraint('requests_capped', sql`charged >= 0 and charged <= reserved`)
    .execute();
  await schema
    .createIndex('requests_account')
    .on('requests')
    .columns(['account_id', 'id'])
    .execute();
  await schema.createIndex('requests_key').on('requests').columns(['key_id', 'id']).execute();
  await schema
    .createIndex('requests_running')
    .on('requests')
    .column('instance_id')
    .where(sql.ref('state'), '=', sql.lit('running'))
    .execute();

  await schema
    .createTable('rate_windows')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('minute', 'bigint', (column) => column.notNull())
    .addColumn('requests', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('rate_windows_minute', ['id', 'minute'])
    .execute();

  await schema
    .createTable('usage_days')
    .addColumn('key_id', 'text', (column) => column.notNull().references('keys.id'))
    .addColumn('day', 'bigint', (column) => column.notNull())
    .addColumn('requests', 'bigint', (column) => column.notNull())
    .addColumn('input', 'bigint', (column) => column.notNull())
    .addColumn('output', 'bigint', (column) => column.notNull())
    .addColumn('cache_read', 'bigint', (column) => column.notNull())
    .addColumn('cache_write_5m', 'bigint', (column) => column.notNull())
    .addColumn('cache_write_1h', 'bigint', (column) => column.notNull())
    .addColumn('charged', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('usage_days_day', ['key_id', 'day'])
    .execute();

  await schema
    .createTable('instances')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .execute();
};
