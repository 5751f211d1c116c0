/**
 * Compares what site.config.ts says with what the store has kept of earlier starts. The store is right
 * about prices: one that may have been charged is never rewritten.
 */
import { ConfigurationError } from '../configuration/configuration.ts';
import { formatRate } from '../domain/money.ts';
import {
  type EpochMs,
  inForce,
  parseMultiplier,
  type Rates,
  ratesFrom,
  type Version,
} from '../domain/rates.ts';
import type { SiteConfig } from '../domain/site.ts';
import { usageKinds } from '../domain/usage.ts';
import { countActiveKeys } from '../storage/groups.ts';
import { type Catalogue, loadCatalogue } from '../storage/rates.ts';
import type { Store } from '../storage/store.ts';

type Site = Pick<SiteConfig, 'models' | 'groups'>;

/** Call before the site is written to the store. Answers warnings; throws a ConfigurationError where requests would find no price. */
export const compareSite = async (store: Store, site: Site): Promise<string[]> => {
  const catalogue = await loadCatalogue(store);
  const faults = withoutPrice(site, catalogue, store.clock.now());
  if (faults.length > 0)
    throw new ConfigurationError(['site.config.ts is not valid.', ...faults].join('\n  '));
  return [
    ...site.models.flatMap((model) => rewrittenRates(model, catalogue)),
    ...site.groups.flatMap((group) => rewrittenMultipliers(group, catalogue)),
    ...removedGroups(site, await countActiveKeys(store)),
  ];
};

const withoutPrice = ({ models, groups }: Site, catalogue: Catalogue, now: EpochMs): string[] => [
  ...groups.flatMap(({ id, multipliers }) =>
    isInForce(multipliers, catalogue.multipliers.get(id), now)
      ? []
      : [
          `The multipliers of the group "${id}" all lie in the future, so its requests would have no price. Add one that is in force, with an effectiveAt in the past.`,
        ],
  ),
  ...models.flatMap(({ id, rates = [] }) =>
    rates.length === 0 || isInForce(rates, catalogue.rates.get(id), now)
      ? []
      : [
          `The rates of the model "${id}" all lie in the future, so its requests would have no price. Add some that are in force, with an effectiveAt in the past.`,
        ],
  ),
];

const isInForce = (
  written: { effectiveAt: string }[],
  stored: Version<unknown>[] = [],
  now: EpochMs,
): boolean =>
  written.some(({ effectiveAt }) => Date.parse(effectiveAt) <= now) ||
  inForce(stored, now) !== undefined;

const rewrittenRates = (
  { id, rates = [] }: SiteConfig['models'][number],
  catalogue: Catalogue,
): string[] =>
  rates.flatMap((config) => {
    const written = ratesFrom(config);
    const stored = at(catalogue.rates.get(id), config.effectiveAt);
    const changed = usageKinds.filter((kind) => stored && stored[kind] !== written[kind]);
    if (!stored || changed.length === 0) return [];
    const shown = (of: Rates) =>
      changed.map((kind) => `${kind} ${formatRate(of[kind])}`).join(', ');
    return [
      `The model "${id}" has ${shown(stored)} from ${config.effectiveAt} on, not ${shown(written)} as site.config.ts says now: ${kept} For another price, add a version with a later effectiveAt, or run npm run admin -- rates add ${id}.`,
    ];
  });

const rewrittenMultipliers = (
  { id, multipliers }: SiteConfig['groups'][number],
  catalogue: Catalogue,
): string[] =>
  multipliers.flatMap(({ effectiveAt, multiplier }) => {
    const stored = at(catalogue.multipliers.get(id), effectiveAt);
    if (stored === undefined || parseMultiplier(stored) === parseMultiplier(multiplier)) return [];
    return [
      `The group "${id}" has the multiplier ${stored} from ${effectiveAt} on, not ${multiplier} as site.config.ts says now: ${kept} For another one, add a version with a later effectiveAt, or run npm run admin -- multipliers add ${id}.`,
    ];
  });

const kept = 'what is stored is never rewritten. Write it back there.';

const at = <T>(versions: Version<T>[] = [], effectiveAt: string): T | undefined =>
  versions.find((version) => version.effectiveAt === Date.parse(effectiveAt))?.value;

const removedGroups = ({ groups }: Site, activeKeys: Map<string, number>): string[] =>
  [...activeKeys]
    .filter(([id]) => !groups.some((group) => group.id === id))
    .map(
      ([id, keys]) =>
        `The group "${id}" is not in site.config.ts any more, and goes on serving and charging: active keys in it: ${keys}. Put it back, or disable them: npm run admin -- keys list --group ${id}, then keys disable KEY.`,
    );
