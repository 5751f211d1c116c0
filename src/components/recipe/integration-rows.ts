/** The overview's rows: each integration page with what it can be filtered by. */

import { protocols } from '../../domain/protocol.ts';
import { recipeProtocols } from '../../domain/recipe.ts';
import { integrationPages } from '../integration-pages.ts';
import { pagePath } from '../page-paths.ts';
import { type PageRecipe, pageRecipe } from './page-recipe.ts';
import { shownDay, standing } from './verdict-text.ts';

export type Proof = 'run' | 'not-run' | 'cannot';

export type IntegrationRow = {
  href: string;
  title: string;
  description: string;
  /** Words that find it though nobody sees them. */
  search: string;
  kind: PageRecipe['kind'];
  /** In short: OpenAI, Responses, Anthropic. */
  protocols: { id: string; label: string }[];
  proof: Proof;
  /** What was run when, in a few words. */
  proofText: string;
};

/** Every page with a recipe, in the order of the sidebar. */
export const integrationRows = async (): Promise<IntegrationRow[]> => {
  const rows = (await integrationPages()).map(async (page) => {
    const recipe = await pageRecipe(page);
    if (!recipe) return [];
    return [
      {
        href: pagePath(page.id),
        title: page.data.title,
        description: page.data.description ?? '',
        search: (recipe.search ?? []).join(' '),
        kind: recipe.kind,
        protocols: recipeProtocols(recipe).map((id) => ({ id, label: shortLabels[id] ?? id })),
        ...proofOf(recipe),
      },
    ];
  });
  return (await Promise.all(rows)).flat();
};

const shortLabels: Record<string, string> = {
  'openai-chat': 'OpenAI',
  'openai-responses': 'Responses',
  'anthropic-messages': 'Anthropic',
};

const proofOf = (recipe: PageRecipe): Pick<IntegrationRow, 'proof' | 'proofText'> => {
  if (recipe.cannot) return { proof: 'cannot', proofText: 'Can’t use it' };
  const results = recipe.setups.flatMap(({ verdict }) =>
    verdict.state === 'verified' ? [verdict.result] : [],
  );
  const [newest] = results.toSorted((a, b) => b.date.localeCompare(a.date));
  if (newest) return { proof: 'run', proofText: `${newest.version}, ${shownDay(newest.date)}` };
  const failed = recipe.setups.some((setup) => standing(recipe, setup).state === 'failed');
  return { proof: 'not-run', proofText: failed ? 'Failed when last run' : 'Not run here' };
};

/** Full name of a protocol, for filters. */
export const protocolFilters = (
  ['anthropic-messages', 'openai-chat', 'openai-responses'] as const
).map((id) => ({ id, label: protocols[id].label }));
