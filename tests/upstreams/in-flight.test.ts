/** What is in flight is what has entered and not left, in any order of both. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InFlight, type Leave } from '../../src/upstreams/in-flight.ts';

test('everything that has entered and not left is in flight, once', () => {
  const steps = fc.array(fc.oneof(fc.constant('enter' as const), fc.nat({ max: 20 })));
  fc.assert(
    fc.property(steps, (order) => {
      const inFlight = new InFlight<{ number: number }>();
      const inside: { item: { number: number }; leave: Leave }[] = [];
      for (const [number, step] of order.entries()) {
        if (step === 'enter') {
          const item = { number };
          inside.push({ item, leave: inFlight.enter(item) });
        } else {
          const [gone] = inside.splice(step, 1);
          gone?.leave();
          gone?.leave();
        }
        expect(inFlight.size).toBe(inside.length);
        expect([...inFlight].toSorted((a, b) => a.number - b.number)).toEqual(
          inside.map(({ item }) => item),
        );
      }
    }),
  );
});
