/** `admin keys …`. Nobody can delete a key, the operator neither (K2). */
import { Command } from 'commander';
import { maskKey } from '../domain/key.ts';
import { findAccount } from '../storage/accounts.ts';
import { listGroups } from '../storage/groups.ts';
import {
  createKey,
  findAnyKey,
  type KeyRecord,
  listKeys,
  type NewSecret,
  resetKey,
  setKeyStatus,
} from '../storage/keys.ts';
import { AdminError, found } from './admin-error.ts';
import type { Act, Context } from './on-store.ts';
import type { Column } from './print.ts';
import { shownMoment } from './values.ts';

export const keyCommands = (act: Act): Command => {
  const keys = new Command('keys').description(
    'API keys; they can be disabled and reset, never deleted',
  );

  keys
    .command('list')
    .description('list the keys of an account, oldest first')
    .argument('<account>', 'id of the account')
    .action(
      act(async ({ store, print }, account: string, _options: object) => {
        found(await findAccount(store, account), `account ${account}`);
        print.rows(await listKeys(store, account), columns, 'The account has no keys.');
      }),
    );

  keys
    .command('create')
    .description('create a key; its secret is shown this once')
    .argument('<account>', 'id of the account')
    .requiredOption('--group <group>', 'id of the group that decides scope, multiplier and limits')
    .requiredOption('--label <text>', 'what the key is for, such as "ci, staging"')
    .addHelpText(
      'after',
      '\nExample:\n  npm run admin -- keys create acc_01M8… --group team --label "ci, staging"',
    )
    .action(
      act(
        async ({ store, print }, accountId: string, options: { group: string; label: string }) => {
          found(await findAccount(store, accountId), `account ${accountId}`);
          const groups = (await listGroups(store)).map(({ id }) => id);
          if (!groups.includes(options.group))
            throw new AdminError(
              `There is no group ${options.group}. Groups: ${groups.join(', ') || 'none; start the server once'}.`,
            );
          const { group: groupId, label } = options;
          print.record(...withSecret(await createKey(store, { accountId, groupId, label })));
        },
      ),
    );

  keys
    .command('disable')
    .description('disable a key; its next request is refused, on every instance')
    .argument('<key>', 'id of the key')
    .action(act((context, id: string, _options: object) => setStatus(context, id, 'disabled')));

  keys
    .command('enable')
    .description('enable a key that was disabled')
    .argument('<key>', 'id of the key')
    .action(act((context, id: string, _options: object) => setStatus(context, id, 'active')));

  keys
    .command('reset')
    .description('give a key a new secret, shown this once; the old one stops working at once')
    .argument('<key>', 'id of the key')
    .addHelpText('after', '\nExample:\n  npm run admin -- keys reset key_01M8…')
    .action(
      act(async ({ store, print }, id: string, _options: object) => {
        const { accountId } = found(await findAnyKey(store, id), `key ${id}`);
        const reset = found(await resetKey(store, accountId, id), `key ${id}`);
        print.record(...withSecret(reset));
      }),
    );

  return keys;
};

const setStatus = async ({ store, print }: Context, id: string, status: KeyRecord['status']) => {
  const { accountId } = found(await findAnyKey(store, id), `key ${id}`);
  print.record(found(await setKeyStatus(store, accountId, id, status), `key ${id}`), columns);
};

const columns: Column<KeyRecord>[] = [
  ['Key', ({ id }) => id],
  ['Secret', ({ lastFour }) => maskKey(lastFour)],
  ['Status', ({ status }) => status],
  ['Group', ({ groupId }) => groupId],
  ['Account', ({ accountId }) => accountId],
  ['Created', ({ createdAt }) => shownMoment(createdAt)],
  ['Reset', ({ resetAt }) => shownMoment(resetAt)],
  ['Label', ({ label }) => label],
];

const withSecret = ({ key, secret }: NewSecret) => {
  const fields: Column<KeyRecord & { secret: string }>[] = columns.map((column) =>
    column[0] === 'Secret' ? ['Secret', (value) => value.secret] : column,
  );
  return [{ ...key, secret }, fields] as const;
};
