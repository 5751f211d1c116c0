/** Pages of single apps in the order of the sidebar: those with a recipe. */
import { type CollectionEntry, getCollection } from 'astro:content';

export const integrationPages = async (): Promise<CollectionEntry<'docs'>[]> =>
  (await getCollection('docs', ({ data }) => data.recipe !== undefined)).toSorted(
    (a, b) => order(a) - order(b) || a.data.title.localeCompare(b.data.title),
  );

const order = ({ data }: CollectionEntry<'docs'>): number =>
  data.sidebar.order ?? Number.MAX_SAFE_INTEGER;
