/** `admin requests …` */
import { Command, Option } from 'commander';
import { type Outcome, outcomeNames } from '../domain/outcome.ts';
import type { RequestLogRow } from '../domain/request-log.ts';
import { totalTokens } from '../domain/usage.ts';
import { findAccount } from '../storage/accounts.ts';
import { findAnyKey } from '../storage/keys.ts';
import { findAnyRequest, listRequests } from '../storage/requests.ts';
import type { Store } from '../storage/store.ts';
import { AdminError, found } from './admin-error.ts';
import type { Act } from './on-store.ts';
import type { Column } from './print.ts';
import { moment, shownDollars, wholeNumber } from './values.ts';

export const requestCommands = (act: Act): Command => {
  const requests = new Command('requests').description('the request log');

  requests
    .command('list')
    .description('list the requests of an account or of a key, newest first')
    .option('--account <account>', 'id of the account')
    .option('--key <key>', 'id of the key')
    .option('--model <model>', 'only this model')
    .addOption(new Option('--outcome <outcome>', 'only this outcome').choices(outcomeNames))
    .option('--status <status>', 'only this HTTP status, or this class: 4', wholeNumber(1, 599))
    .option('--since <moment>', 'from this moment on', moment)
    .option('--until <moment>', 'before this moment', moment)
    .option('--limit <count>', 'rows per page', wholeNumber(1, 1_000), 50)
    .option('--cursor <cursor>', 'where the page before ended')
    .addHelpText(
      'after',
      '\nExample:\n  npm run admin -- requests list --key key_01M8… --status 4 --since 2026-11-24',
    )
    .action(
      act(async ({ store, print }, options: ListOptions) => {
        const { key: keyId, account: _account, ...filter } = options;
        const accountId = await accountOf(store, options);
        const page = await listRequests(store, { accountId, keyId, ...filter });
        print.rows(page.data, columns, 'There are no such requests.');
        if (page.next_cursor) console.error(`More with --cursor ${page.next_cursor}`);
      }),
    );

  requests
    .command('show')
    .description('show one request, with its charge line by line')
    .argument('<request>', 'id of the request')
    .action(
      act(async ({ store, print }, id: string, _options: object) => {
        const { accountId, request } = found(await findAnyRequest(store, id), `request ${id}`);
        print.record({ accountId, ...request }, [
          ['Account', (row) => row.accountId],
          ...columns,
          ...details,
          ...request.charge.lines.map(
            ({ kind, tokens, rate, picodollars }): Column<RequestLogRow> => [
              `Charge, ${kind}`,
              ({ charge }) =>
                `${tokens} tokens × ${rate} p$ × ${charge.multiplier} = ${picodollars} p$`,
            ],
          ),
        ]);
      }),
    );

  return requests;
};

type ListOptions = {
  account?: string;
  key?: string;
  model?: string;
  outcome?: Outcome;
  status?: number;
  since?: number;
  until?: number;
  limit: number;
  cursor?: string;
};

const accountOf = async (store: Store, { account, key }: ListOptions): Promise<string> => {
  if (account !== undefined) found(await findAccount(store, account), `account ${account}`);
  if (key === undefined) {
    if (account !== undefined) return account;
    throw new AdminError('Say whose requests: give --account or --key.');
  }
  const { accountId } = found(await findAnyKey(store, key), `key ${key}`);
  if (account !== undefined && account !== accountId)
    throw new AdminError(`The key ${key} belongs to the account ${accountId}.`);
  return accountId;
};

const columns: Column<RequestLogRow>[] = [
  ['Request', ({ id }) => id],
  ['Started', ({ startedAt }) => startedAt],
  ['Model', ({ model }) => model],
  ['Status', ({ status }) => status],
  ['Outcome', ({ outcome }) => outcome ?? 'running'],
  ['Tokens', ({ usage }) => totalTokens(usage)],
  ['Charge', ({ charge }) => shownDollars(charge.nanodollars)],
  ['Key', ({ keyLabel }) => keyLabel],
];

const details: Column<RequestLogRow>[] = [
  ['Key id', ({ keyId }) => keyId],
  ['Group', ({ group }) => group],
  ['Endpoint', ({ endpoint }) => endpoint],
  ['Streamed', ({ stream }) => (stream ? 'yes' : 'no')],
  ['Client', ({ client }) => client],
  ['Upstream', ({ upstream }) => upstream],
  ['Error', ({ errorCode }) => errorCode],
  ['First token', ({ firstTokenAt }) => firstTokenAt],
  ['Ended', ({ endedAt }) => endedAt],
  ['Usage', ({ usage }) => JSON.stringify(usage)],
  ['Usage from', ({ usageSource }) => usageSource],
  ['Reserved', ({ reserved }) => shownDollars(reserved)],
];
