/** `admin ledger …` */
import { Command } from 'commander';
import { checkLedger, countAccounts } from '../storage/accounts.ts';
import { AdminError } from './admin-error.ts';
import type { Act } from './on-store.ts';
import { shownDollars } from './values.ts';

export const ledgerCommands = (act: Act): Command => {
  const ledger = new Command('ledger').description('credits, charges and reservations');

  ledger
    .command('check')
    .description(
      'check that, for every account, credits minus charges equals the balance, and running requests what is reserved; exits with 1 if not',
    )
    .action(
      act(async ({ store, print }, _options: object) => {
        const faults = await checkLedger(store);
        const accounts = await countAccounts(store);
        if (faults.length === 0) {
          print.done(`The ledger of ${accounts} accounts adds up.`, { accounts, faults });
          return;
        }
        print.rows(
          faults,
          [
            ['Account', ({ accountId }) => accountId],
            ['Balance', ({ balance }) => shownDollars(balance)],
            ['Adds up to', ({ expectedBalance }) => shownDollars(expectedBalance)],
            ['Reserved', ({ reserved }) => shownDollars(reserved)],
            ['Adds up to', ({ expectedReserved }) => shownDollars(expectedReserved)],
          ],
          '',
        );
        throw new AdminError(`${faults.length} of ${accounts} accounts do not add up.`);
      }),
    );

  return ledger;
};
