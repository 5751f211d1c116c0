/** Looks for secrets where none may be: logs, the store's files, PostgreSQL's tables and log of writes. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect } from 'vitest';
import type { Place } from '../storage/store-under-test.ts';
import { credential } from './fault-server.ts';

export const expectNoSecrets = async (
  { environment }: Place,
  keys: { secret: string }[],
  output: string,
): Promise<void> => {
  const secrets = [credential, ...keys.map(({ secret }) => secret)];
  const found = (text: string | Buffer) => secrets.filter((secret) => text.includes(secret)).length;
  expect(found(output), 'the log').toBe(0);
  for (const file of filesBelow(environment.DATA_DIR))
    expect(found(readFileSync(file)), file).toBe(0);
  if (environment.DATABASE_URL)
    expect(await inPostgres(environment.DATABASE_URL, secrets)).toEqual([]);
};

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

/** Files of the database and of its log of writes that hold one of the secrets. */
const inPostgres = async (url: string, secrets: string[]): Promise<string[]> => {
  const client = new pg.Client(url);
  await client.connect();
  await client.query('checkpoint');
  const { rows } = await client.query<{ path: string }>(
    `with files as (
       select 'pg_wal/' || name as path from pg_ls_waldir()
       union all
       select pg_relation_filepath(oid) from pg_class
       where relkind in ('r', 'i', 't') and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')
     )
     select path from files
     where exists (
       select from unnest($1::text[]) secret
       where position(convert_to(secret, 'UTF8') in pg_read_binary_file(path, 0, 1000000000, true)) > 0
     )`,
    [secrets],
  );
  await client.end();
  return rows.map(({ path }) => path);
};
