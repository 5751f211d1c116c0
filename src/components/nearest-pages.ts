/** Pages whose address resembles one that leads nowhere: a typo, a folder too many, a page that moved. */
export type KnownPage = { path: string; title: string };

/** At most three, nearest first; none when nothing is near. */
export const nearestPages = (wanted: string, pages: readonly KnownPage[]): KnownPage[] => {
  const words = wordsOf(wanted);
  return pages
    .map((page) => ({ page, score: likeness(words, wordsOf(`${page.path} ${page.title}`)) }))
    .filter(({ score }) => score >= least)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ page }) => page);
};

/** More than half of a word's letter pairs have to be the same. */
const least = 0.55;

/** Words that say nothing about the page. */
const filler = new Set(['docs', 'html', 'index']);

const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .toLowerCase()
      .match(/[a-z0-9]{2,}/g)
      ?.filter((word) => !filler.has(word)),
  ),
];

/** How well the best pair of words fits, 0 to 1, and a little for every further word that fits. */
const likeness = (wanted: string[], known: string[]): number => {
  const fits = wanted.map((word) => Math.max(0, ...known.map((other) => dice(word, other))));
  const best = Math.max(0, ...fits);
  return best + fits.filter((fit) => fit >= least).length / 100;
};

/** Sørensen–Dice coefficient of the letter pairs of two words. */
const dice = (a: string, b: string): number => {
  const pairs = (word: string) =>
    Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
  const left = pairs(a);
  const right = pairs(b);
  let shared = 0;
  for (const pair of left) {
    const at = right.indexOf(pair);
    if (at < 0) continue;
    right.splice(at, 1);
    shared += 1;
  }
  return (2 * shared) / (left.length + right.length + shared);
};
