/** Finds what somebody meant to write: the ids that need the fewest edits. */

/** Up to `most` ids that resemble a text, the nearest first; none that is too far off to be a misspelling. */
export const nearest = (ids: readonly string[], wanted: string, most = 3): string[] => {
  const target = comparable(wanted);
  return ids
    .map((id) => ({ id, name: comparable(id) }))
    .map(({ id, name }) => ({ id, edits: distance(name, target), name }))
    .filter(({ name, edits }) => edits <= Math.max(2, Math.floor(name.length / 3)))
    .sort((a, b) => a.edits - b.edits || a.id.localeCompare(b.id))
    .slice(0, most)
    .map(({ id }) => id);
};

const longest = 100;

/** Ids differ most often in case, dots, dashes and a vendor's prefix. */
const comparable = (id: string): string =>
  id
    .toLowerCase()
    .replace(/^.*\//, '')
    .replace(/[._:@\s-]+/g, '-')
    .slice(0, longest);

/** Levenshtein's distance. */
const distance = (a: string, b: string): number => {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row[j] = Math.min(
        (above[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    above = row;
  }
  return above[b.length] ?? a.length;
};
