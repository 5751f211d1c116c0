/** `admin visitors …` */
import { Command } from 'commander';
import { dayMs } from '../storage/usage-sums.ts';
import { countVisitorTraces, removeVisitorTraces } from '../storage/visitor-traces.ts';
import type { Act } from './on-store.ts';
import { shownMoment, wholeNumber } from './values.ts';

export const visitorCommands = (act: Act): Command => {
  const visitors = new Command('visitors').description(
    'people who tried the sandbox and did not sign up',
  );

  visitors
    .command('prune')
    .description(
      'remove the old requests of visitors from the log, and visitors whose session has ended; accounts, keys, statistics and books stay',
    )
    .requiredOption('--days <count>', 'keep what is younger than that', wholeNumber(1, 10_000))
    .option('--yes', 'do it; without, only what would be removed is counted')
    .addHelpText(
      'after',
      '\nExample, once a day:\n  npm run --silent admin -- visitors prune --days 90 --yes',
    )
    .action(
      act(async ({ store, print }, { days, yes = false }: { days: number; yes?: boolean }) => {
        const before = store.clock.now() - days * dayMs;
        const traces = await (yes ? removeVisitorTraces : countVisitorTraces)(store, before);
        const { requests, accounts, users } = traces;
        const what = `${requests} requests of ${accounts} accounts, and ${users} visitors whose session has ended`;
        print.done(
          yes ? `Removed: ${what}.` : `Would be removed: ${what}. Add --yes to remove them.`,
          { before: shownMoment(before), removed: yes, ...traces },
        );
      }),
    );

  return visitors;
};
