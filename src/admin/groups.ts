/** `admin groups …` */
import { Command } from 'commander';
import { coming, inForce } from '../domain/rates.ts';
import { listGroups } from '../storage/groups.ts';
import { loadCatalogue } from '../storage/rates.ts';
import type { Act } from './on-store.ts';
import { shownMoment } from './values.ts';

export const groupCommands = (act: Act): Command => {
  const groups = new Command('groups').description(
    'groups of keys; site.config.ts defines them, and a start of the server applies it',
  );

  groups
    .command('list')
    .description('list groups with scope, limits per minute and multiplier')
    .action(
      act(async ({ store, print }, _options: object) => {
        const { multipliers } = await loadCatalogue(store);
        const now = store.clock.now();
        const rows = (await listGroups(store)).map((group) => {
          const versions = multipliers.get(group.id) ?? [];
          const next = coming(versions, now);
          return {
            ...group,
            multiplier: inForce(versions, now) ?? null,
            comingMultiplier: next
              ? { multiplier: next.value, effectiveAt: shownMoment(next.effectiveAt) }
              : null,
          };
        });
        print.rows(
          rows,
          [
            ['Group', ({ id }) => id],
            ['Scope', ({ scope }) => scope.join(' ')],
            ['Per key', ({ limits }) => limits.key],
            ['Per account', ({ limits }) => limits.account],
            ['Multiplier', ({ multiplier }) => multiplier],
            [
              'Announced',
              ({ comingMultiplier: next }) => next && `${next.multiplier} from ${next.effectiveAt}`,
            ],
            ['Description', ({ description }) => description],
          ],
          'There are no groups. Start the server once: it takes them from site.config.ts.',
        );
      }),
    );

  return groups;
};
