/** `admin credits …` */
import { Command } from 'commander';
import { addCredit, findAccount, listCredits } from '../storage/accounts.ts';
import { columns } from './accounts.ts';
import { found } from './admin-error.ts';
import type { Act } from './on-store.ts';
import { line, longestReason, shownDollars, shownMoment, signedDollars } from './values.ts';

export const creditCommands = (act: Act): Command => {
  const credits = new Command('credits').description('credit of accounts');

  credits
    .command('list')
    .description(
      'list what was credited to an account and taken back, with the reasons, oldest first',
    )
    .argument('<account>', 'id of the account')
    .action(
      act(async ({ store, print }, id: string, _options: object) => {
        found(await findAccount(store, id), `account ${id}`);
        print.rows(
          await listCredits(store, id),
          [
            ['Credit', (credit) => credit.id],
            ['Amount', ({ amount }) => shownDollars(amount)],
            ['Booked', ({ createdAt }) => shownMoment(createdAt)],
            ['Reason', ({ reason }) => reason],
          ],
          'There are no credits.',
        );
      }),
    );

  credits
    .command('add')
    .description('add credit to an account, or take back what is not used')
    .argument('<account>', 'id of the account')
    .argument(
      '<dollars>',
      'US dollars, at most 9 decimal places; negative to take back',
      signedDollars,
    )
    .requiredOption('--reason <text>', 'what it is for; credits list shows it', line(longestReason))
    .addHelpText(
      'after',
      `
Examples:
  npm run admin -- credits add acc_01M8… 25 --reason "Invoice 1042"
  npm run admin -- credits add acc_01M8… -2.50 --reason "Booked twice"`,
    )
    .action(
      act(async ({ store, print }, id: string, amount: number, { reason }: { reason: string }) =>
        print.record(found(await addCredit(store, id, amount, reason), `account ${id}`), columns),
      ),
    );

  return credits;
};
