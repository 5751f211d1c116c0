/** Looks for secrets where none may be: logs, the store's files, PostgreSQL's tables and log of writes. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect } from 'vitest';
import type { Place } from '../storage/store-under-test.ts';
import { credential } from './fault-server.ts';

/** Neither a whole key, whichever it is, nor the upstream's credential. */
export const expectNoSecrets = async ({ environment }: Place, output: string): Promise<void> => {
  expect(hasSecret(output), 'the log').toBe(false);
  for (const file of filesBelow(environment.DATA_DIR))
    expect(hasSecret(readFileSync(file, 'latin1')), file).toBe(false);
  if (environment.DATABASE_URL) await expectNoneInPostgres(environment.DATABASE_URL);
};

const hasSecret = (text: string): boolean =>
  /sk-[0-9A-Za-z]{49}/.test(text) || text.includes(credential);

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

const expectNoneInPostgres = async (url: string): Promise<void> => {
  const client = new pg.Client(url);
  await client.connect();
  await client.query('checkpoint');
  const { rows } = await client.query<{ path: string }>(
    `select 'pg_wal/' || name as path from pg_ls_waldir()
     union all
     select pg_relation_filepath(oid) from pg_class
     where relkind in ('r', 'i', 't')
       and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')`,
  );
  for (const { path } of rows) {
    // A file that has gone in the meantime is null.
    const { rows: found } = await client.query<{ bytes: Buffer | null }>(
      'select pg_read_binary_file($1, 0, 1000000000, true) as bytes',
      [path],
    );
    expect(hasSecret(found[0]?.bytes?.toString('latin1') ?? ''), path).toBe(false);
  }
  await client.end();
};
