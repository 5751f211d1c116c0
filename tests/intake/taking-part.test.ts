import { expect, test } from 'vitest';
import { sendFeedback } from '../../src/intake/feedback.ts';
import {
  answerItem,
  exportInbox,
  linkItem,
  listInbox,
  setStatus,
  showItem,
} from '../../src/intake/inbox.ts';
import { askForPage, listRequests, voteForPage } from '../../src/intake/integration-requests.ts';
import { listTickets, openTicket, readTicket, replyToTicket } from '../../src/intake/tickets.ts';
import { createAccount } from '../../src/storage/accounts.ts';
import { onBothEngines } from '../storage/store-under-test.ts';
import { openIntake, problem } from './intake-under-test.ts';

const from = (network: string, userId: string | null = null) => ({ visitor: { network, userId } });

onBothEngines((newPlace) => {
  const open = async () => openIntake(await (await newPlace()).open());

  test('a requested page is found before it is asked for again (D2)', async () => {
    const intake = await open();
    for (const [index, name] of ['Zed', 'Aider', 'JetBrains AI', 'Open WebUI'].entries())
      await askForPage(
        intake,
        await intake.envelope('integration-request', from(`192.0.2.${index}`)),
        { name, url: null, protocol: 'unknown', text: null },
      );
    const find = async (text: string) =>
      (await listRequests(intake, from('198.51.100.1').visitor, text)).map(({ name }) => name);
    expect(await find('zed')).toEqual(['Zed']);
    expect(await find('jetbrains')).toEqual(['JetBrains AI']);
    expect(await find('openwebui')).toEqual(['Open WebUI']);
    expect(await find('Ader')).toEqual(['Aider']);
    expect(await find('Something else')).toEqual([]);
  });

  test('one vote per visitor: by network, or by user once signed in', async () => {
    const intake = await open();
    const { request } = await askForPage(
      intake,
      await intake.envelope('integration-request', from('192.0.2.1')),
      { name: 'Zed', url: 'https://zed.dev', protocol: 'both', text: null },
    );
    const vote = async (network: string, userId: string | null = null) =>
      voteForPage(
        intake,
        await intake.envelope('integration-vote', from(network, userId)),
        request.id,
      );
    await vote('192.0.2.1');
    await vote('192.0.2.2');
    await vote('192.0.2.2');
    await vote('192.0.2.3', 'user-1');
    const last = await vote('192.0.2.4', 'user-1');
    expect(last.request).toMatchObject({ votes: 3, voted: true });
    const [shown] = await listRequests(intake, from('192.0.2.77').visitor);
    expect(shown).toMatchObject({ votes: 3, voted: false });
    const votes = await intake.store.db.selectFrom('intake_votes').selectAll().execute();
    expect(JSON.stringify(votes)).not.toMatch(/192\.0\.2|user-1/);
  });

  test('the list shows status and finished page, and leaves declined requests out', async () => {
    const intake = await open();
    const ask = async (name: string) =>
      askForPage(intake, await intake.envelope('integration-request'), {
        name,
        url: null,
        protocol: 'openai',
        text: null,
      });
    const { request: zed } = await ask('Zed');
    const { request: spam } = await ask('Buy cheap things');
    await setStatus(intake.store, zed.id, 'written');
    await linkItem(intake.store, zed.id, '/integrations/zed/');
    await setStatus(intake.store, spam.id, 'declined');
    const list = await listRequests(intake, from('192.0.2.1').visitor);
    expect(list).toMatchObject([{ name: 'Zed', status: 'written', page: '/integrations/zed/' }]);
  });

  test('a ticket is seen and answered by its account and the operator alone (D3)', async () => {
    const intake = await open();
    const { store } = intake;
    const ours = await createAccount(store, { kind: 'standard' });
    const theirs = await createAccount(store, { kind: 'standard' });
    const session = from('192.0.2.1', 'user-1');
    const { ticket } = await openTicket(intake, session, ours.id, {
      subject: 'Charged twice?',
      text: 'password=hunter2horse and a question',
      requestIds: [],
    });
    expect(ticket).toMatchObject({ status: 'open', replies: [] });
    expect(ticket.text).not.toContain('hunter2horse');

    await answerItem(store, ticket.id, 'Once: the other row is a rejection.');
    expect(await readTicket(intake, ours.id, ticket.id)).toMatchObject({
      status: 'answered',
      replies: [{ author: 'operator', text: 'Once: the other row is a rejection.' }],
    });
    const { ticket: again } = await replyToTicket(intake, session, ours.id, ticket.id, 'Thanks!');
    expect(again).toMatchObject({ status: 'open', replies: [{}, { author: 'account' }] });
    expect(await listTickets(intake, ours.id)).toHaveLength(1);

    expect(await listTickets(intake, theirs.id)).toEqual([]);
    for (const foreign of [
      () => readTicket(intake, theirs.id, ticket.id),
      () => replyToTicket(intake, session, theirs.id, ticket.id, 'x'),
      () => readTicket(intake, theirs.id, 'tkt_none'),
    ])
      await expect(foreign()).rejects.toMatchObject({ fault: 'not_found' });
  });

  test('a ticket takes only requests of its own account', async () => {
    const intake = await open();
    const account = await createAccount(intake.store, { kind: 'standard' });
    const ticket = { subject: 's', text: 't', requestIds: ['req_01HXXXXXXXXXXXXXXXXXXXXXXX'] };
    await expect(openTicket(intake, from('192.0.2.1'), account.id, ticket)).rejects.toMatchObject({
      field: 'requestIds',
    });
  });

  test('the inbox lists by kind, status and title, page by page, and exports every line', async () => {
    const intake = await open();
    const { store } = intake;
    const ids: string[] = [];
    for (let index = 0; index < 7; index++) {
      const page = { ...problem(), page: index % 2 ? '/keys/' : '/billing/' };
      ids.push((await sendFeedback(intake, await intake.envelope('feedback'), page)).id);
    }
    await setStatus(store, ids[0] ?? '', 'resolved');
    const first = await listInbox(store, { limit: 4 });
    const second = await listInbox(store, { limit: 4, cursor: first.next ?? '' });
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(second.next).toBeNull();
    expect((await listInbox(store, { status: 'resolved' })).data.map(({ id }) => id)).toEqual([
      ids[0],
    ]);
    expect((await listInbox(store, { text: 'BILLING' })).data).toHaveLength(4);
    expect((await listInbox(store, { kind: 'ticket' })).data).toEqual([]);
    const lines = await Array.fromAsync(exportInbox(store, {}));
    expect(lines.map((line) => JSON.parse(line).content.text)).toEqual(
      Array(7).fill(problem().text),
    );
  });

  test('an item takes only statuses and links that fit, and feedback no answer', async () => {
    const intake = await open();
    const { store } = intake;
    const { id } = await sendFeedback(intake, await intake.envelope('feedback'), problem());
    await expect(setStatus(store, id, 'written')).rejects.toMatchObject({ field: 'status' });
    for (const link of ['javascript:alert(1)', '//evil.example', 'x'])
      await expect(linkItem(store, id, link)).rejects.toMatchObject({ field: 'link' });
    await expect(answerItem(store, id, 'Hello')).rejects.toMatchObject({ fault: 'not_possible' });
    await expect(showItem(store, 'fbk_none')).rejects.toMatchObject({ fault: 'not_found' });
  });
});
