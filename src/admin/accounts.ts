/** `admin accounts …` */
import { Command, Option } from 'commander';
import {
  type AccountRecord,
  createAccount,
  findAccount,
  listAccounts,
} from '../storage/accounts.ts';
import { emailsOfUsers } from '../storage/auth-users.ts';
import { listKeys } from '../storage/keys.ts';
import { found } from './admin-error.ts';
import type { Act } from './on-store.ts';
import type { Column } from './print.ts';
import { dollars, line, longestReason, shownDollars, shownMoment } from './values.ts';

export const accountCommands = (act: Act): Command => {
  const accounts = new Command('accounts').description('accounts and what they have left');

  accounts
    .command('list')
    .description('list all accounts, oldest first')
    .action(
      act(async ({ store, print }, _options: object) => {
        const emails = await emailsOfUsers(store);
        const accounts = (await listAccounts(store)).map((account) => withEmail(account, emails));
        print.rows(accounts, withEmailColumns, 'There are no accounts.');
      }),
    );

  accounts
    .command('show')
    .description('show one account')
    .argument('<account>', 'id of the account')
    .action(
      act(async ({ store, print }, id: string, _options: object) => {
        const account = found(await findAccount(store, id), `account ${id}`);
        const keys = (await listKeys(store, id)).length;
        const emails = await emailsOfUsers(store, account.userId ?? '');
        print.record({ ...withEmail(account, emails), keys }, [
          ...withEmailColumns,
          ['Keys', (value) => value.keys],
        ]);
      }),
    );

  accounts
    .command('create')
    .description('create an account')
    .addOption(
      new Option('--kind <kind>', 'kind of account')
        .choices(['standard', 'sandbox'])
        .default('standard'),
    )
    .option('--credit <dollars>', 'first credit, in US dollars', dollars)
    .option('--reason <text>', 'what the credit is for', line(longestReason), 'First credit')
    .addHelpText('after', '\nExample:\n  npm run admin -- accounts create --credit 25')
    .action(
      act(async ({ store, print }, options: CreateOptions) => {
        const { kind, credit, reason } = options;
        print.record(await createAccount(store, { kind, credit, creditReason: reason }), columns);
      }),
    );

  return accounts;
};

type CreateOptions = { kind: AccountRecord['kind']; credit?: number; reason: string };

export const columns: Column<AccountRecord>[] = [
  ['Account', ({ id }) => id],
  ['Kind', ({ kind }) => kind],
  ['Balance', ({ balance }) => shownDollars(balance)],
  ['Reserved', ({ reserved }) => shownDollars(reserved)],
  ['User', ({ userId }) => userId],
  ['Created', ({ createdAt }) => shownMoment(createdAt)],
];

/** `email`: address that the account's user signed up with; null for a visitor, and without a user. */
type AccountWithEmail = AccountRecord & { email: string | null };

const withEmail = (account: AccountRecord, emails: Map<string, string>): AccountWithEmail => ({
  ...account,
  email: emails.get(account.userId ?? '') ?? null,
});

const withEmailColumns: Column<AccountWithEmail>[] = [...columns, ['E-mail', ({ email }) => email]];
