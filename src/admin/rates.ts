/** `admin rates …` */
import { Command } from 'commander';
import { formatRate } from '../domain/money.ts';
import { nearest } from '../domain/nearest.ts';
import { type Rates, ratesFrom } from '../domain/rates.ts';
import { sandboxModels } from '../domain/sandbox-models.ts';
import type { SiteConfig } from '../domain/site.ts';
import { addRate, loadCatalogue } from '../storage/rates.ts';
import type { Store } from '../storage/store.ts';
import { AdminError } from './admin-error.ts';
import type { Act } from './on-store.ts';
import { moment, rate, shownMoment } from './values.ts';

export const rateCommands = (act: Act): Command => {
  const rates = new Command('rates').description('prices of models, before the multiplier');

  rates
    .command('list')
    .description('list the rates of all models, or of one, with the moment that each takes effect')
    .argument('[model]', 'id of the model')
    .action(
      act(async ({ store, print }, only: string | undefined, _options: object) => {
        const catalogue = await loadCatalogue(store);
        const rows = [...catalogue.rates]
          .filter(([model]) => only === undefined || model === only)
          .flatMap(([model, versions]) =>
            versions.map(({ effectiveAt, value }) => ({
              model,
              effectiveAt: shownMoment(effectiveAt),
              rates: value,
            })),
          );
        print.rows(
          rows,
          [
            ['Model', ({ model }) => model],
            ['From', ({ effectiveAt }) => effectiveAt],
            ['Input', (row) => shown(row.rates, 'input')],
            ['Output', (row) => shown(row.rates, 'output')],
            ['Cache read', (row) => shown(row.rates, 'cacheRead')],
            ['Write 5m', (row) => shown(row.rates, 'cacheWrite5m')],
            ['Write 1h', (row) => shown(row.rates, 'cacheWrite1h')],
          ],
          only === undefined ? 'There are no rates.' : `There are no rates of ${only}.`,
        );
      }),
    );

  rates
    .command('add')
    .description(
      'set the rates of a model from a moment on, in US dollars per million tokens; rates in the future are announced',
    )
    .argument('<model>', 'id of the model')
    .requiredOption('--input <dollars>', 'input', rate)
    .requiredOption('--output <dollars>', 'output', rate)
    .option('--cache-read <dollars>', 'read from the cache (default: as input)', rate)
    .option(
      '--cache-write-5m <dollars>',
      'written to the cache for 5 minutes (default: as input)',
      rate,
    )
    .option(
      '--cache-write-1h <dollars>',
      'written to the cache for an hour (default: as for 5 minutes)',
      rate,
    )
    .option('--effective <moment>', 'when they take effect (default: now)', moment)
    .addHelpText(
      'after',
      '\nExample:\n  npm run admin -- rates add gpt-5-mini --input 0.25 --output 2 --cache-read 0.025 --effective 2026-12-01',
    )
    .action(
      act(async ({ store, site, print }, model: string, options: RateOptions) => {
        await refuseUnknownModel(store, site, model);
        const effectiveAt = options.effective ?? store.clock.now();
        const at = new Date(effectiveAt).toISOString();
        const value = ratesFrom({ ...options, effectiveAt: at });
        if (!(await addRate(store, model, { effectiveAt, rates: value })))
          throw new AdminError(
            `${model} has rates from that moment on already; past prices stay as they were. Choose another moment.`,
          );
        print.done(`The rates of ${model} apply from ${at} on.`, {
          model,
          effectiveAt: at,
          rates: value,
        });
      }),
    );

  return rates;
};

type RateOptions = {
  input: string;
  output: string;
  cacheRead?: string;
  cacheWrite5m?: string;
  cacheWrite1h?: string;
  effective?: number;
};

/** A price of a misspelt model would be charged to nobody, and look as if it were in force. */
const refuseUnknownModel = async (store: Store, site: SiteConfig, model: string): Promise<void> => {
  const ids = new Set([
    ...[...site.models, ...sandboxModels].map(({ id }) => id),
    ...(await loadCatalogue(store)).rates.keys(),
  ]);
  if (ids.has(model)) return;
  const near = nearest([...ids], model);
  throw new AdminError(
    `There is no model ${model} in site.config.ts, in the sandbox or in the store. ${
      near.length > 0
        ? `Did you mean ${near.join(' or ')}?`
        : 'Put it into site.config.ts, or see rates list for those that are there.'
    }`,
  );
};

const shown = (rates: Rates, kind: keyof Rates): string => `$${formatRate(rates[kind])}`;
