/** Model ids that a misspelt one may have meant. */

const most = 3;

/** Up to three ids, the nearest first; none that is too far off to be a misspelling. */
export const nearestIds = (wanted: string, ids: readonly string[]): string[] => {
  const plain = comparable(wanted.slice(0, 200));
  return ids
    .map((id) => ({ id, name: comparable(id) }))
    .map(({ id, name }) => ({ id, name, distance: distanceBetween(plain, name) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.floor(name.length / 3)))
    .sort((a, b) => a.distance - b.distance || a.id.localeCompare(b.id))
    .slice(0, most)
    .map(({ id }) => id);
};

/** Ids differ most often in case, dots, dashes and a vendor's prefix. */
const comparable = (id: string): string =>
  id
    .toLowerCase()
    .replace(/^.*\//, '')
    .replace(/[._:@\s-]+/g, '-');

/** Levenshtein distance. */
const distanceBetween = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row[b.length] ?? 0;
};
