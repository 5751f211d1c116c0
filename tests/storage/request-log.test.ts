import { expect, test } from 'vitest';
import { createKey } from '../../src/storage/keys.ts';
import { findRequest, listRequests, reserve, settle } from '../../src/storage/requests.ts';
import { completed, seed, startOf, usage } from './seed.ts';
import { onBothEngines } from './store-under-test.ts';

onBothEngines((newPlace) => {
  test('pages follow each other newest first, without a gap or a repetition, while rows are added', async () => {
    const s = await (await newPlace()).open();
    const { account, key } = await seed(s, 1_000_000);
    const starts = Array.from({ length: 25 }, () => startOf(key));
    await Promise.all(starts.map((start) => reserve(s, start)));
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listRequests(s, { accountId: account.id, limit: 10, cursor });
      expect(page.has_more).toBe(page.next_cursor !== null);
      ids.push(...page.data.map(({ id }) => id));
      cursor = page.next_cursor ?? undefined;
      await reserve(s, startOf(key));
    } while (cursor);
    expect(ids).toEqual(starts.map(({ id }) => id).reverse());
  });

  test('filters narrow the log down by key, model, outcome, status and time', async () => {
    const s = await (await newPlace()).open();
    const { account, key } = await seed(s, 1_000_000);
    const { key: other } = await createKey(s, {
      accountId: account.id,
      groupId: 'test',
      label: 'Other',
    });
    const at = Date.UTC(2026, 5, 1, 12);
    const done = startOf(key, { startedAt: at });
    const failed = startOf(other, { startedAt: at + 1_000, model: 'sandbox/error' });
    const running = startOf(other, { startedAt: at + 2_000 });
    for (const start of [done, failed, running]) await reserve(s, start);
    await settle(s, done, completed(usage(1, 1)));
    await settle(
      s,
      failed,
      completed(usage(0, 0), { outcome: 'upstream_error', status: 529, errorCode: 'overloaded' }),
    );
    const found = async (filter: object) =>
      (await listRequests(s, { accountId: account.id, limit: 10, ...filter })).data.map(
        ({ id }) => id,
      );
    expect(await found({})).toEqual([running.id, failed.id, done.id]);
    expect(await found({ keyId: other.id })).toEqual([running.id, failed.id]);
    expect(await found({ model: 'sandbox/error' })).toEqual([failed.id]);
    expect(await found({ outcome: 'completed' })).toEqual([done.id]);
    expect(await found({ status: 529 })).toEqual([failed.id]);
    expect(await found({ status: 5 })).toEqual([failed.id]);
    expect(await found({ status: 2, keyId: other.id })).toEqual([]);
    expect(await found({ since: at + 1_000 })).toEqual([running.id, failed.id]);
    expect(await found({ until: at + 1_000 })).toEqual([done.id]);
  });

  test('what nothing can be named like is looked for, and not found', async () => {
    const s = await (await newPlace()).open();
    const { account } = await seed(s, 1_000_000);
    const page = await listRequests(s, { accountId: account.id, limit: 10, model: 'a\0b' });
    expect(page.data).toEqual([]);
    expect(await findRequest(s, account.id, 'req_\0')).toBeUndefined();
  });

  test('a row has what the gateway told, with the label that its key has now', async () => {
    const s = await (await newPlace()).open();
    const { account, key } = await seed(s, 1_000_000);
    const start = startOf(key, { stream: false });
    await reserve(s, startOf(key));
    await reserve(s, start);
    expect((await findRequest(s, account.id, start.id))?.id).toBe(start.id);
    const end = completed(usage(100, 50));
    await settle(s, start, end);
    expect(await findRequest(s, account.id, start.id)).toEqual({
      id: start.id,
      object: 'request',
      state: 'settled',
      keyId: key.id,
      keyLabel: 'A key',
      group: 'test',
      model: 'sandbox/docs',
      protocol: 'openai-chat',
      endpoint: '/v1/chat/completions',
      stream: false,
      client: 'tests/1.0',
      upstream: 'sandbox',
      status: 200,
      errorCode: null,
      outcome: 'completed',
      startedAt: '2026-06-01T12:00:00.000Z',
      firstTokenAt: '2026-06-01T12:00:01.000Z',
      endedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      usage: usage(100, 50),
      usageSource: 'reported',
      price: start.price,
      reserved: 1_000,
      charge: end.charge,
    });
  });

  test("another account's request is as good as unknown", async () => {
    const s = await (await newPlace()).open();
    const { key } = await seed(s, 1_000_000);
    const { account: other } = await seed(s, 1_000_000);
    const start = startOf(key);
    await reserve(s, start);
    expect(await findRequest(s, other.id, start.id)).toBeUndefined();
    expect((await listRequests(s, { accountId: other.id, limit: 10 })).data).toEqual([]);
  });

  test('a cursor that is not one of ours answers an empty page', async () => {
    const s = await (await newPlace()).open();
    const { account, key } = await seed(s, 1_000_000);
    await reserve(s, startOf(key));
    for (const cursor of ['', '\0', '%00', 'nonsense!', "' or 1=1 --", 'x'.repeat(100_000)])
      expect(await listRequests(s, { accountId: account.id, limit: 10, cursor })).toEqual({
        object: 'list',
        data: [],
        has_more: false,
        next_cursor: null,
      });
  });
});
