import { expect, test } from 'vitest';
import { sendFeedback } from '../../src/intake/feedback.ts';
import { listInbox, showItem } from '../../src/intake/inbox.ts';
import { askForPage } from '../../src/intake/integration-requests.ts';
import { openTicket, replyToTicket } from '../../src/intake/tickets.ts';
import { createAccount } from '../../src/storage/accounts.ts';
import { onBothEngines } from '../storage/store-under-test.ts';
import { openIntake, problem } from './intake-under-test.ts';

onBothEngines((newPlace) => {
  const open = async (setting = {}) => openIntake(await (await newPlace()).open(), setting);

  test('feedback is stored with page, version and passage, and nothing about the sender', async () => {
    const intake = await open();
    const sent = { ...problem('It says nothing of streams.'), quote: 'Keys are shown once.' };
    const { id } = await sendFeedback(intake, await intake.envelope('feedback'), sent);
    const item = await showItem(intake.store, id);
    expect(item.content).toEqual(sent);
    expect(JSON.stringify(item)).not.toContain('192.0.2.1');
  });

  test('secrets are replaced before anything is stored, and the sender is told which', async () => {
    const intake = await open();
    const token = `ghp_${'aB3dE6gH9jK2'.repeat(3)}`;
    const { id, redacted } = await sendFeedback(
      intake,
      await intake.envelope('feedback'),
      problem(`I use ${token} here`),
    );
    expect(redacted).toEqual([{ kind: 'GitHub token', count: 1 }]);
    const { content } = await showItem(intake.store, id);
    expect(content.text).toBe('I use [redacted: GitHub token] here');
  });

  test('a secret is replaced in whatever field of whatever form it is written', async () => {
    const intake = await open();
    const { db } = intake.store;
    const token = `ghp_${'aB3dE6gH9jK2'.repeat(3)}`;
    const { id: account } = await createAccount(intake.store, { kind: 'standard' });
    const { redacted } = await sendFeedback(intake, await intake.envelope('feedback'), {
      ...problem(token),
      page: `/keys/?${token}`,
      version: token,
      quote: token,
    });
    await askForPage(intake, await intake.envelope('integration-request'), {
      name: `App ${token}`,
      url: `https://app.example/${token}`,
      protocol: 'openai',
      text: token,
    });
    const session = { visitor: { network: '192.0.2.1', userId: null } };
    const text = { subject: token, text: token, requestIds: [] };
    const { ticket } = await openTicket(intake, session, account, text);
    await replyToTicket(intake, session, account, ticket.id, token);
    const stored = [
      await db.selectFrom('intake_items').selectAll().execute(),
      await db.selectFrom('intake_replies').selectAll().execute(),
    ];
    expect(stored.map((rows) => rows.length)).toEqual([3, 1]);
    expect(JSON.stringify(stored)).not.toContain(token);
    expect(redacted).toEqual([{ kind: 'GitHub token', count: 4 }]);
  });

  test('what cannot be searched for secrets is refused, and nothing is stored', async () => {
    const intake = await open();
    const unreadable = {
      toWellFormed: () => {
        throw new Error('broken');
      },
    } as unknown as string;
    await expect(
      sendFeedback(intake, await intake.envelope('feedback'), { ...problem(), quote: unreadable }),
    ).rejects.toMatchObject({ fault: 'redaction_failed' });
    expect((await listInbox(intake.store, {})).data).toEqual([]);
  });

  test('a raw log is refused and led elsewhere (D4)', async () => {
    const intake = await open();
    const log =
      'POST /v1/messages HTTP/1.1\nhost: api\nuser-agent: x\ncontent-type: application/json';
    await expect(
      sendFeedback(intake, await intake.envelope('feedback'), problem(log)),
    ).rejects.toMatchObject({ fault: 'raw_log', docs: expect.stringContaining('/security/') });
    const wish = { name: 'App', url: null, protocol: 'openai' as const, text: log };
    await expect(
      askForPage(intake, await intake.envelope('integration-request'), wish),
    ).rejects.toMatchObject({ fault: 'raw_log' });
  });

  test('a proof of work is good once, for its form, and unforged', async () => {
    const intake = await open();
    const envelope = await intake.envelope('feedback');
    await sendFeedback(intake, envelope, problem());
    const other = await intake.envelope('security-report');
    const solution = JSON.parse(Buffer.from(envelope.altcha ?? '', 'base64').toString());
    solution.challenge.parameters.expiresAt += 1_000;
    const forged = Buffer.from(JSON.stringify(solution)).toString('base64');
    for (const altcha of [envelope.altcha, other.altcha, forged, 'AAAA', undefined])
      await expect(sendFeedback(intake, { ...envelope, altcha }, problem())).rejects.toMatchObject({
        fault: 'proof_of_work',
      });
    expect((await listInbox(intake.store, {})).data).toHaveLength(1);
  });

  test('one proof of work sent twenty times at once is spent once', async () => {
    const intake = await open();
    const envelope = await intake.envelope('feedback');
    const ends = await Promise.allSettled(
      Array.from({ length: 20 }, () => sendFeedback(intake, envelope, problem())),
    );
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await listInbox(intake.store, {})).data).toHaveLength(1);
  });

  test('a filled trap is refused', async () => {
    const intake = await open();
    const envelope = await intake.envelope('feedback', { website: 'https://spam.example' });
    await expect(sendFeedback(intake, envelope, problem())).rejects.toMatchObject({
      field: 'website',
    });
  });

  test('the same idempotency key: same body, same answer; another body is refused; another visitor is another key', async () => {
    const intake = await open();
    const send = async (text: string, network: string) =>
      sendFeedback(
        intake,
        await intake.envelope('feedback', {
          idempotencyKey: 'k1',
          visitor: { network, userId: null },
        }),
        problem(text),
      );
    const first = await send('a', '192.0.2.1');
    expect(await send('a', '192.0.2.1')).toEqual(first);
    await expect(send('b', '192.0.2.1')).rejects.toMatchObject({ fault: 'key_reused' });
    expect(await send('a', '192.0.2.2')).not.toEqual(first);
    expect((await listInbox(intake.store, {})).data).toHaveLength(2);
  });

  test('the same key on ten connections at once is one item, and one answer', async () => {
    const intake = await open();
    const envelopes = await Promise.all(
      Array.from({ length: 10 }, () => intake.envelope('feedback', { idempotencyKey: 'k2' })),
    );
    const answers = await Promise.all(
      envelopes.map((envelope) => sendFeedback(intake, envelope, problem())),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect((await listInbox(intake.store, {})).data).toHaveLength(1);
  });

  test('when the room is taken, nothing more is stored, and the sender is told where to write', async () => {
    const intake = await open({ site: { intakeMegabytes: 1 } });
    const text = 'word '.repeat(200_000);
    await sendFeedback(intake, await intake.envelope('feedback'), problem(text));
    const refused = sendFeedback(intake, await intake.envelope('feedback'), problem(text));
    await expect(refused).rejects.toMatchObject({
      fault: 'full',
      fix: expect.stringContaining('support@'),
    });
    expect((await listInbox(intake.store, {})).data).toHaveLength(1);
  });

  test('spent proofs and old answers are forgotten when they expire', async () => {
    let now = Date.now();
    const intake = openIntake(await (await newPlace()).open({ now: () => now }));
    await sendFeedback(
      intake,
      await intake.envelope('feedback', { idempotencyKey: 'k3' }),
      problem(),
    );
    const rows = () => intake.store.db.selectFrom('submissions').selectAll().execute();
    await intake.forget();
    expect(await rows()).toHaveLength(2);
    now += 25 * 60 * 60 * 1000;
    await intake.forget();
    expect(await rows()).toEqual([]);
  });
});
