import { type Kysely, sql } from 'kysely';

/** What people send in, and what of it is still to be delivered. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db;

  await schema
    .createTable('intake_items')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.references('accounts.id'))
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('same_name', 'text')
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('link', 'text')
    .addColumn('votes', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('follow_hash', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createIndex('intake_items_kind')
    .on('intake_items')
    .columns(['kind', 'status', 'id'])
    .execute();
  await schema
    .createIndex('intake_items_account')
    .on('intake_items')
    .columns(['account_id', 'id'])
    .execute();
  await schema
    .createIndex('intake_items_name')
    .on('intake_items')
    .column('same_name')
    .unique()
    .where(sql.ref('same_name'), 'is not', null)
    .execute();

  await schema
    .createTable('intake_replies')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('item_id', 'text', (column) => column.notNull().references('intake_items.id'))
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createIndex('intake_replies_item')
    .on('intake_replies')
    .columns(['item_id', 'id'])
    .execute();

  await schema
    .createTable('intake_votes')
    .addColumn('item_id', 'text', (column) => column.notNull().references('intake_items.id'))
    .addColumn('voter', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('intake_votes_once', ['item_id', 'voter'])
    .execute();

  await schema
    .createTable('outbox')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('item_id', 'text', (column) => column.notNull().references('intake_items.id'))
    .addColumn('reply_id', 'text', (column) => column.references('intake_replies.id'))
    .addColumn('sink', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('lease', 'text')
    .addColumn('error', 'text')
    .addColumn('reference', 'text')
    .execute();
  await schema.createIndex('outbox_item').on('outbox').columns(['item_id', 'id']).execute();
  await schema
    .createIndex('outbox_due')
    .on('outbox')
    .column('due_at')
    .where(sql.ref('state'), '=', sql.lit('waiting'))
    .execute();

  await schema
    .createTable('submissions')
    .addColumn('key_hash', 'text', (column) => column.primaryKey().notNull())
    .addColumn('body_hash', 'text', (column) => column.notNull())
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await schema.createIndex('submissions_expiry').on('submissions').column('expires_at').execute();

  await schema
    .createTable('intake_bytes')
    .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .execute();
  await sql`insert into intake_bytes (id, bytes) values (1, 0)`.execute(db);
};
