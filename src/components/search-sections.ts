/**
 * Which sections of a page the search shows. Pagefind's interface takes those with the most hits, in the order of
 * the page, so a long section that repeats a word hides the one that has it for its heading.
 */

/** What is used of a result: https://pagefind.app/docs/api/#loading-a-result */
export type FoundPage = { url: string; sub_results: FoundSection[] };
export type FoundSection = { url: string; weighted_locations: { balanced_score: number }[] };

const mostSections = 3;

/** The best three, the best one first; the page's own beginning stays in front, where it makes the result's excerpt. */
export const withBestSections = <Page extends FoundPage>(page: Page): Page => {
  const start = page.sub_results.filter(({ url }) => url === page.url);
  const sections = page.sub_results
    .filter(({ url }) => url !== page.url)
    .toSorted((a, b) => scoreOf(b) - scoreOf(a))
    .slice(0, mostSections);
  return { ...page, sub_results: [...start, ...sections] };
};

const scoreOf = ({ weighted_locations }: FoundSection): number =>
  weighted_locations.reduce((sum, { balanced_score }) => sum + balanced_score, 0);
