import { expect, test } from 'vitest';
import { sendFeedback } from '../../src/intake/feedback.ts';
import { listInbox } from '../../src/intake/inbox.ts';
import { onBothEngines } from '../storage/store-under-test.ts';
import { openIntake, problem } from './intake-under-test.ts';

onBothEngines((newPlace) => {
  test('of 10,000 submissions from one address a few are taken, the store stays small, others pass', async () => {
    const intake = openIntake(await (await newPlace()).open());
    const { db } = intake.store;
    const flood = { network: '203.0.113.7', userId: null };
    const proven = await Promise.all(
      Array.from({ length: 40 }, () => intake.envelope('feedback', { visitor: flood })),
    );
    let taken = 0;
    let limited = 0;
    for (let sent = 0; sent < 10_000; sent++) {
      const envelope = proven[sent] ?? { visitor: flood };
      await sendFeedback(intake, envelope, problem()).then(
        () => taken++,
        (error: { fault?: string; retryAfter?: number }) => {
          expect(error.fault).toBe('rate_limited');
          expect(error.retryAfter).toBeGreaterThan(0);
          limited++;
        },
      );
    }
    expect({ taken, limited }).toEqual({ taken: 30, limited: 9_970 });
    expect(await db.selectFrom('visits').selectAll().execute()).toHaveLength(1);
    expect(await db.selectFrom('submissions').selectAll().execute()).toHaveLength(30);
    const other = await intake.envelope('feedback', {
      visitor: { network: '203.0.113.8', userId: null },
    });
    await sendFeedback(intake, other, problem());
    expect((await listInbox(intake.store, { limit: 200 })).data).toHaveLength(31);
  });

  test('signed-in visitors are counted as users too, whatever network they come from', async () => {
    const intake = openIntake(await (await newPlace()).open());
    const send = async (index: number) =>
      sendFeedback(
        intake,
        await intake.envelope('feedback', {
          visitor: { network: `198.51.100.${index}`, userId: 'user-1' },
        }),
        problem(),
      );
    for (let index = 0; index < 30; index++) await send(index);
    await expect(send(31)).rejects.toMatchObject({ fault: 'rate_limited' });
  });
});
