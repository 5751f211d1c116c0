/** Runs a command on the store that the configuration names, and closes it afterwards. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { createClock } from '../configuration/clock.ts';
import { readConfiguration } from '../configuration/configuration.ts';
import { readSiteConfig } from '../configuration/site-config.ts';
import type { SiteConfig } from '../domain/site.ts';
import { hasSqliteFile } from '../storage/sqlite.ts';
import { openStore, type Store } from '../storage/store.ts';
import { AdminError } from './admin-error.ts';
import { createPrinter, type Printer } from './print.ts';

export type Environment = Record<string, string | undefined>;

export type Context = {
  store: Store;
  site: SiteConfig;
  print: Printer;
  /** Origin of links for visitors. */
  publicUrl: string;
};

/** Makes a commander action of work that takes the command's arguments and, last, its options. */
export type Act = <Given extends unknown[]>(
  work: (context: Context, ...given: Given) => Promise<void>,
) => (...received: [...Given, Command]) => Promise<void>;

export const onStore =
  (environment: Environment): Act =>
  <Given extends unknown[]>(work: (context: Context, ...given: Given) => Promise<void>) =>
  async (...received: [...Given, Command]) => {
    const command = received.at(-1) as Command;
    const given = received.slice(0, -1) as unknown as Given;
    const print = createPrinter(command.optsWithGlobals().json === true);
    const { store, site, publicUrl } = await openConfigured(environment);
    try {
      await work({ store, site, print, publicUrl }, ...given);
    } finally {
      await store.close();
    }
  };

/** The credentials of upstreams, sinks and mail are not needed here, so they need not be set. */
const openConfigured = async (environment: Environment) => {
  const site = await readSiteConfig(environment.SITE_CONFIG);
  const { databaseUrl, dataDir, port, publicUrl } = readConfiguration(
    environment,
    { ...site, upstreams: [], sinks: [], accountMail: undefined },
    false,
  );
  if (databaseUrl === undefined && !hasSqliteFile(dataDir))
    throw new AdminError(
      `There is no store in ${resolve(dataDir)}. Set DATA_DIR to the folder that the server has, or DATABASE_URL to its database; the first start of the server makes the store.`,
    );
  const store = await openStore({ databaseUrl, dataDir, clock: createClock() });
  return { store, site, publicUrl: publicUrl ?? `http://localhost:${port}` };
};
