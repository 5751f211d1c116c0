/** The bill on the home page: a request to a test model, charged by the code that settles every request. */
import { chargeFor } from '../../domain/charge.ts';
import { formatDollars, formatRate } from '../../domain/money.ts';
import { inForce, ratesFrom } from '../../domain/rates.ts';
import { sandboxModels } from '../../domain/sandbox-models.ts';
import type { SiteConfig } from '../../domain/site.ts';
import { noUsage, type UsageKind } from '../../domain/usage.ts';

export type Receipt = {
  model: string;
  multiplier: string;
  lines: { kind: UsageKind; tokens: number; rate: string; amount: string }[];
  total: string;
};

/** Rates of the sandbox hold since ever. */
const effectiveAt = '1970-01-01T00:00:00Z';

const usage = { ...noUsage, input: 1_234, output: 456, cacheRead: 20_000 };

export const receiptExample = (site: SiteConfig): Receipt => {
  const [model] = sandboxModels;
  if (!model) throw new Error('The sandbox has no models.');
  const group = site.groups.find(({ id }) => id === site.sandbox.group);
  const versions = (group?.multipliers ?? []).map(({ effectiveAt, multiplier }) => ({
    effectiveAt: Date.parse(effectiveAt),
    value: multiplier,
  }));
  const multiplier = inForce(versions, Date.now()) ?? '1';
  const charge = chargeFor(usage, {
    rates: ratesFrom({ ...model.rates, effectiveAt }),
    multiplier,
  });
  return {
    model: model.id,
    multiplier,
    lines: charge.lines.map(({ kind, tokens, rate, picodollars }) => ({
      kind,
      tokens,
      rate: formatRate(rate),
      amount: formatDollars(Math.round(Number(picodollars) / 1000)),
    })),
    total: formatDollars(charge.nanodollars),
  };
};
