/** `admin inbox …`: what visitors have sent in. */
import { Command, Option } from 'commander';
import {
  everyIntakeStatus,
  type InboxEntry,
  type InboxItem,
  intakeKinds,
  intakeStatuses,
} from '../domain/intake.ts';
import {
  answerItem,
  exportInbox,
  type InboxFilter,
  linkItem,
  listInbox,
  redeliverItem,
  setStatus,
  showItem,
} from '../intake/inbox.ts';
import type { Act } from './on-store.ts';
import type { Column } from './print.ts';
import { wholeNumber } from './values.ts';

export const inboxCommands = (act: Act): Command => {
  const inbox = new Command('inbox').description(
    'feedback, requests for pages, tickets and security reports',
  );
  const item = ['<item>', 'id of the item'] as const;

  inbox
    .command('list')
    .description('list what was sent in, newest first')
    .addOption(new Option('--kind <kind>', 'only this kind').choices(intakeKinds))
    .addOption(new Option('--status <status>', 'only this status').choices(everyIntakeStatus))
    .option('--text <text>', 'only titles with this in them')
    .option('--dead', 'only items with a delivery that was given up')
    .option('--limit <count>', 'rows per page', wholeNumber(1, 1_000), 50)
    .option('--cursor <item>', 'id of the last item of the page before')
    .action(
      act(async ({ store, print }, options: InboxFilter) => {
        const { data, next } = await listInbox(store, options);
        print.rows(data, columns, 'There is nothing in the inbox.');
        if (next) console.error(`More with --cursor ${next}`);
      }),
    );

  inbox
    .command('show')
    .description('show one item with its text, answers and deliveries')
    .argument(...item)
    .action(
      act(async ({ store, print }, id: string, _options: object) =>
        print.record(await showItem(store, id), details),
      ),
    );

  inbox
    .command('answer')
    .description('answer a ticket, or who sent a security report')
    .argument(...item)
    .argument('<text>', 'the answer')
    .action(
      act(async ({ store, print }, id: string, text: string, _options: object) =>
        print.record(await answerItem(store, id, text), details),
      ),
    );

  inbox
    .command('status')
    .description('set the status of an item')
    .argument(...item)
    .argument('<status>', `depends on the kind: ${kindsWithStatuses}`)
    .action(
      act(async ({ store, print }, id: string, status: string, _options: object) =>
        print.record(await setStatus(store, id, status), details),
      ),
    );

  inbox
    .command('link')
    .description('link an item to an issue or to the finished page; without a link, take it away')
    .argument(...item)
    .argument('[link]', 'URL, or path of a page')
    .action(
      act(async ({ store, print }, id: string, link: string | undefined, _options: object) =>
        print.record(await linkItem(store, id, link ?? null), details),
      ),
    );

  inbox
    .command('redeliver')
    .description('deliver an item again, where it was given up')
    .argument(...item)
    .option('--all', 'also where it was delivered')
    .action(
      act(async ({ store, print }, id: string, { all }: { all?: boolean }) => {
        const started = await redeliverItem(store, id, all ? 'all' : 'dead');
        print.done(`${started} deliveries are due again.`, { id, started });
      }),
    );

  inbox
    .command('export')
    .description('print every item with its content, one JSON object per line')
    .addOption(new Option('--kind <kind>', 'only this kind').choices(intakeKinds))
    .action(
      act(async ({ store }, { kind }: InboxFilter) => {
        for await (const line of exportInbox(store, { kind })) process.stdout.write(line);
      }),
    );

  return inbox;
};

const kindsWithStatuses = intakeKinds
  .map((kind) => `${kind} ${intakeStatuses[kind].join('|')}`)
  .join('; ');

const columns: Column<InboxEntry>[] = [
  ['Item', ({ id }) => id],
  ['Kind', ({ kind }) => kind],
  ['Status', ({ status }) => status],
  ['Created', ({ createdAt }) => createdAt],
  ['Account', ({ account }) => account],
  ['Votes', ({ votes }) => votes],
  ['Undelivered', ({ delivery }) => delivery.dead],
  ['Link', ({ link }) => link],
  ['Title', ({ title }) => title],
];

const details: Column<InboxItem>[] = [
  ...columns,
  ['Content', ({ content }) => JSON.stringify(content)],
  ['Answers', ({ replies }) => JSON.stringify(replies)],
  ['Deliveries', ({ deliveries }) => JSON.stringify(deliveries)],
];
