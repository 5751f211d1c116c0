import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chargeAmount, chargeFor, highestCharge } from '../../src/domain/charge.ts';
import { createEmittedText } from '../../src/domain/emitted-text.ts';
import {
  formatDollars,
  formatRate,
  MoneyError,
  parseDollars,
  parseRate,
} from '../../src/domain/money.ts';
import { billableUsage, outcomeNames, outcomes } from '../../src/domain/outcome.ts';
import { coming, inForce, type Price, parseMultiplier } from '../../src/domain/rates.ts';
import { countTokens } from '../../src/domain/tokenizer.ts';
import { noUsage, totalTokens, type Usage, usageKinds } from '../../src/domain/usage.ts';

const perKind = (value: fc.Arbitrary<number>): fc.Arbitrary<Usage> =>
  fc.record({
    input: value,
    output: value,
    cacheRead: value,
    cacheWrite5m: value,
    cacheWrite1h: value,
  });
const anyUsage = perKind(fc.nat(2_000_000));
const anyMultiplier = fc
  .tuple(fc.nat(99), fc.nat(9_999))
  .map(([whole, part]) => `${whole}.${String(part).padStart(4, '0')}`);
const anyPrice: fc.Arbitrary<Price> = fc.record({
  rates: perKind(fc.nat(200_000_000)),
  multiplier: anyMultiplier,
});

/** The same sum with exact fractions, in units of 1e-16 dollars. */
const exact = (usage: Usage, { rates, multiplier }: Price): bigint => {
  const factor = BigInt(multiplier.replace('.', ''));
  return usageKinds.reduce(
    (sum, kind) => sum + BigInt(usage[kind]) * BigInt(rates[kind]) * factor,
    0n,
  );
};

test('a charge is the exact sum, rounded once, half up', () => {
  fc.assert(
    fc.property(anyUsage, anyPrice, (usage, price) => {
      const unit = 10_000_000n;
      const error = BigInt(chargeAmount(usage, price)) * unit - exact(usage, price);
      expect(error > -unit / 2n && error <= unit / 2n).toBe(true);
    }),
  );
});

test('the lines of a charge add up to it before rounding', () => {
  fc.assert(
    fc.property(anyUsage, anyPrice, (usage, price) => {
      const { lines, nanodollars } = chargeFor(usage, price);
      const sum = lines.reduce((total, { picodollars }) => {
        const [whole = '', part = ''] = picodollars.split('.');
        return total + BigInt(whole + part.padEnd(4, '0'));
      }, 0n);
      expect(sum).toBe(exact(usage, price));
      for (const { tokens, picodollars } of lines) {
        expect(tokens).toBeGreaterThan(0);
        expect(picodollars).toMatch(/^\d+(\.\d*[1-9])?$/);
      }
      expect(nanodollars).toBe(Number((sum + 5_000_000n) / 10_000_000n));
      expect(lines.reduce((tokens, line) => tokens + line.tokens, 0)).toBe(totalTokens(usage));
    }),
  );
});

test('more tokens never cost less', () => {
  fc.assert(
    fc.property(anyUsage, anyUsage, anyPrice, (usage, more, price) => {
      const sum = Object.fromEntries(
        usageKinds.map((kind) => [kind, usage[kind] + more[kind]]),
      ) as Usage;
      expect(chargeAmount(sum, price)).toBeGreaterThanOrEqual(chargeAmount(usage, price));
    }),
  );
});

test('what is reserved is the dearest usage within the bound, rounded up', () => {
  fc.assert(
    fc.property(anyUsage, anyPrice, ({ output, ...inputs }, price) => {
      const kinds = Object.keys(inputs) as (keyof typeof inputs)[];
      const input = kinds.reduce((sum, kind) => sum + inputs[kind], 0);
      const dearest = kinds.reduce((a, b) => (price.rates[b] > price.rates[a] ? b : a));
      const sum = exact({ ...noUsage, [dearest]: input, output }, price);
      const reserved = highestCharge({ input, output }, price);
      expect(BigInt(reserved)).toBe((sum + 9_999_999n) / 10_000_000n);
      expect(chargeAmount({ ...inputs, output }, price)).toBeLessThanOrEqual(reserved);
    }),
  );
});

test('no reservation is more than an account can hold', () => {
  const price = { rates: { ...noUsage, output: 1_000_000_000_000 }, multiplier: '9999' };
  expect(highestCharge({ input: 0, output: 2_000_000 }, price)).toBe(Number.MAX_SAFE_INTEGER);
});

test('a charge stops at what was reserved, says so then, and is the whole sum otherwise', () => {
  fc.assert(
    fc.property(anyUsage, anyPrice, fc.integer({ min: -1, max: 1 }), (usage, price, more) => {
      const whole = chargeFor(usage, price);
      const reserved = whole.nanodollars + more;
      fc.pre(reserved >= 0);
      expect(chargeFor(usage, price, reserved)).toEqual(
        more < 0 ? { ...whole, nanodollars: reserved, cappedAt: reserved } : whole,
      );
    }),
  );
});

test('an outcome that costs nothing bills nothing, whatever was metered (B1)', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...outcomeNames),
      anyUsage,
      fc.boolean(),
      (outcome, usage, emitted) => {
        const billed = billableUsage(outcome, usage, emitted);
        const { basis } = outcomes[outcome];
        const free = basis === 'nothing' || (basis === 'emitted' && !emitted);
        expect(totalTokens(billed)).toBe(free ? 0 : totalTokens(usage));
      },
    ),
  );
});

test('amounts and rates survive being written and read', () => {
  fc.assert(
    fc.property(fc.nat(Number.MAX_SAFE_INTEGER), fc.nat(1_000_000_000_000), (amount, rate) => {
      expect(parseDollars(formatDollars(amount))).toBe(amount);
      expect(parseRate(formatRate(rate))).toBe(rate);
    }),
  );
});

test('an amount that an account can hold is read exactly, a larger or unclear one is refused', () => {
  expect(parseDollars('9007199.254740991')).toBe(Number.MAX_SAFE_INTEGER);
  expect(formatDollars(-1_500_000_000)).toBe('-1.5');
  for (const text of ['9007199.254740992', '1.0000000001', '-1', '1e5', '1,5', '.5', ''])
    expect(() => parseDollars(text)).toThrow(MoneyError);
  expect(() => parseRate('1000000.000001')).toThrow(MoneyError);
  for (const text of ['1.00001', '10000', '-1', '1e2', ''])
    expect(() => parseMultiplier(text)).toThrow(MoneyError);
});

test('the price that is announced is the next to take effect, and not one that has (M4)', () => {
  const versions = [30, 10, 40, 20].map((effectiveAt) => ({ effectiveAt, value: effectiveAt }));
  expect(coming(versions, 10)?.value).toBe(20);
  expect(coming(versions, 40)).toBeUndefined();
});

test('the price in force is the newest that has taken effect (M4)', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(1_000), { minLength: 1, maxLength: 20 }),
      fc.nat(1_000),
      (moments, now) => {
        const versions = moments.map((effectiveAt) => ({ effectiveAt, value: effectiveAt }));
        const past = moments.filter((moment) => moment <= now);
        expect(inForce(versions, now)).toBe(past.length > 0 ? Math.max(...past) : undefined);
      },
    ),
  );
});

test('text that is counted as it grows has the tokens of the whole', () => {
  const word = fc.constantFrom('hello', ' world', ' Grüße', '\n', '. ', ' 42', '漢字', ' 🙂', ',');
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 3_000 }),
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 }),
      (words, sizes) => {
        const text = words.join('');
        const emitted = createEmittedText();
        for (let at = 0, turn = 0; at < text.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          emitted.add('0', text.slice(at, at + size));
          at += size;
        }
        expect(emitted.tokens()).toBe(countTokens(text));
      },
    ),
    { numRuns: 30 },
  );
});
