/** `admin keys …`. Nobody can delete a key, the operator neither (K2). */
import { Command } from 'commander';
import { maskKey } from '../domain/key.ts';
import { longestLabel } from '../domain/visible-line.ts';
import { findAccount } from '../storage/accounts.ts';
import { listGroups } from '../storage/groups.ts';
import {
  createKey,
  findAnyKey,
  type KeyRecord,
  listKeys,
  listKeysOfGroup,
  type NewSecret,
  resetKey,
  setKeyStatus,
} from '../storage/keys.ts';
import type { Store } from '../storage/store.ts';
import { AdminError, found } from './admin-error.ts';
import type { Act, Context } from './on-store.ts';
import type { Column } from './print.ts';
import { line, shownMoment } from './values.ts';

export const keyCommands = (act: Act): Command => {
  const keys = new Command('keys').description(
    'API keys; they can be disabled and reset, never deleted',
  );

  keys
    .command('list')
    .description('list the keys of an account, or those in a group, oldest first')
    .argument('[account]', 'id of the account')
    .option('--group <group>', 'only those in this group; without an account, of all accounts')
    .action(
      act(async ({ store, print }, account: string | undefined, { group }: { group?: string }) =>
        print.rows(await keysOf(store, account, group), columns, 'There are no such keys.'),
      ),
    );

  keys
    .command('create')
    .description('create a key; its secret is shown this once')
    .argument('<account>', 'id of the account')
    .requiredOption('--group <group>', 'id of the group that decides scope, multiplier and limits')
    .requiredOption(
      '--label <text>',
      'what the key is for, such as "ci, staging"',
      line(longestLabel),
    )
    .addHelpText(
      'after',
      '\nExample:\n  npm run admin -- keys create acc_01M8… --group team --label "ci, staging"',
    )
    .action(
      act(
        async ({ store, print }, accountId: string, options: { group: string; label: string }) => {
          found(await findAccount(store, accountId), `account ${accountId}`);
          await refuseUnknownGroup(store, options.group);
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

  // Commander would offer reset in its place, which ends the secret of somebody who works with it.
  keys
    .command('delete', { hidden: true })
    .argument('[key]')
    .action(() => {
      throw new AdminError(
        'A key can’t be deleted, so that its log keeps an owner. Use keys disable.',
      );
    });

  return keys;
};

const keysOf = async (
  store: Store,
  account: string | undefined,
  group: string | undefined,
): Promise<KeyRecord[]> => {
  if (account !== undefined) {
    found(await findAccount(store, account), `account ${account}`);
    const keys = await listKeys(store, account);
    return group === undefined ? keys : keys.filter(({ groupId }) => groupId === group);
  }
  if (group === undefined) throw new AdminError('Say whose keys: give an account, or --group.');
  await refuseUnknownGroup(store, group);
  return listKeysOfGroup(store, group);
};

const refuseUnknownGroup = async (store: Store, group: string): Promise<void> => {
  const groups = (await listGroups(store)).map(({ id }) => id);
  if (!groups.includes(group))
    throw new AdminError(
      `There is no group ${group}. Groups: ${groups.join(', ') || 'none; start the server once'}.`,
    );
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
