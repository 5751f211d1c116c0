/** `admin multipliers …` */
import { Command } from 'commander';
import { addMultiplier, listGroups } from '../storage/groups.ts';
import { AdminError } from './admin-error.ts';
import type { Act } from './on-store.ts';
import { moment, multiplier, shownMoment } from './values.ts';

export const multiplierCommands = (act: Act): Command => {
  const multipliers = new Command('multipliers').description('pricing multipliers of groups');

  multipliers
    .command('add')
    .description('set the multiplier of a group from a moment on; one in the future is announced')
    .argument('<group>', 'id of the group')
    .argument('<multiplier>', 'decimal with at most 4 places, such as 1.25', multiplier)
    .option('--effective <moment>', 'when it takes effect (default: now)', moment)
    .addHelpText(
      'after',
      '\nExample:\n  npm run admin -- multipliers add team 1.25 --effective 2026-12-01',
    )
    .action(
      act(
        async ({ store, print }, group: string, value: string, options: { effective?: number }) => {
          const effectiveAt = options.effective ?? store.clock.now();
          if (!(await addMultiplier(store, group, { effectiveAt, multiplier: value }))) {
            const ids = (await listGroups(store)).map(({ id }) => id);
            throw new AdminError(
              ids.includes(group)
                ? `The group ${group} has a multiplier from that moment on already; past prices stay as they were. Choose another moment.`
                : `There is no group ${group}. Groups: ${ids.join(', ') || 'none'}.`,
            );
          }
          const at = shownMoment(effectiveAt);
          print.done(`Multiplier ${value} applies to the group ${group} from ${at} on.`, {
            group,
            multiplier: value,
            effectiveAt: at,
          });
        },
      ),
    );

  return multipliers;
};
