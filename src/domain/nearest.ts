/** Finds what somebody meant to write: the ids that need the fewest edits. */

/** Up to `most` ids that resemble a text, the nearest first. */
export const nearest = (ids: readonly string[], wanted: string, most = 3): string[] => {
  const target = wanted.toLowerCase().slice(0, longest);
  return ids
    .map((id) => ({ id, distance: distance(comparable(id, target), target) }))
    .filter(({ distance: edits }) => edits <= Math.max(2, target.length / 2))
    .sort((a, b) => a.distance - b.distance || a.id.localeCompare(b.id))
    .slice(0, most)
    .map(({ id }) => id);
};

const longest = 100;

/** Without its vendor's prefix when the text has none: `docs` is near `sandbox/docs`. */
const comparable = (id: string, target: string): string => {
  const name = target.includes('/') ? id : id.slice(id.lastIndexOf('/') + 1);
  return name.toLowerCase().slice(0, longest);
};

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
