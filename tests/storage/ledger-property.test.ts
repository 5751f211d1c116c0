import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chargeFor } from '../../src/domain/charge.ts';
import { addCredit, checkLedger, findAccount } from '../../src/storage/accounts.ts';
import {
  checkpoint,
  type RequestStart,
  reserve,
  settle,
  settleAbandoned,
} from '../../src/storage/requests.ts';
import type { Store } from '../../src/storage/store.ts';
import { completed, price, seed, startOf, usage } from './seed.ts';
import { onBothEngines } from './store-under-test.ts';

type Step =
  | { do: 'reserve'; amount: number }
  | { do: 'settle' | 'checkpoint'; which: number; input: number; output: number }
  | { do: 'credit'; amount: number }
  | { do: 'crash' };

const amount = fc.integer({ min: 0, max: 3_000 });
const tokens = fc.integer({ min: 0, max: 500 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('reserve' as const), amount }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('settle' as const, 'checkpoint' as const),
      which: fc.nat(20),
      input: tokens,
      output: tokens,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('credit' as const),
      amount: fc.integer({ min: 1, max: 2_000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
);

onBothEngines((newPlace) => {
  test('after any sequence of steps, several at once, and of crashes between them, the ledger adds up', async () => {
    const place = await newPlace();
    let s: Store = await place.open();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { maxLength: 6 }), { maxLength: 8 }),
        async (rounds) => {
          const { account, key } = await seed(s, 5_000);
          const starts: RequestStart[] = [];
          const take = async (next: Step): Promise<unknown> => {
            if (next.do === 'credit') return addCredit(s, account.id, next.amount, 'Credit');
            if (next.do === 'reserve') {
              const start = startOf(key, { reserved: next.amount });
              starts.push(start);
              return reserve(s, start);
            }
            if (next.do === 'crash') return undefined;
            const start = starts[next.which % Math.max(1, starts.length)] ?? startOf(key);
            const used = usage(next.input, next.output);
            const end = completed(used, { charge: chargeFor(used, price) });
            return next.do === 'settle' ? settle(s, start, end) : checkpoint(s, start.id, end);
          };
          for (const round of rounds) {
            await Promise.all(round.map(take));
            if (round.some((next) => next.do === 'crash')) {
              await s.close();
              s = await place.open();
              await settleAbandoned(s, 60_000);
            }
            expect(await checkLedger(s)).toEqual([]);
          }
          const left = await findAccount(s, account.id);
          expect(left?.reserved).toBeLessThanOrEqual(left?.balance ?? -1);
        },
      ),
      { numRuns: 25 },
    );
  });
});
