/** How alike two names are, so that a request that was made before is found as the visitor types. */
import { sameName } from '../domain/intake.ts';

/** From 0, nothing in common, to 1, the same. */
export const closeness = (typed: string, name: string): number => {
  const [a, b] = [sameName(typed), sameName(name)];
  if (a === '' || b === '') return 0;
  if (a === b) return 1;
  if (b.startsWith(a) || a.startsWith(b)) return 0.9;
  if (b.includes(a) || a.includes(b)) return 0.8;
  const shared = sharedPairs(a, b);
  return shared >= 0.5 ? shared * 0.7 : 0;
};

/** Share of pairs of letters that both have (Dice). */
const sharedPairs = (a: string, b: string): number => {
  const pairsOf = (text: string) =>
    Array.from({ length: text.length - 1 }, (_, index) => text.slice(index, index + 2));
  const left = pairsOf(a);
  const rest = pairsOf(b);
  const total = left.length + rest.length;
  let shared = 0;
  for (const pair of left) {
    const at = rest.indexOf(pair);
    if (at === -1) continue;
    rest.splice(at, 1);
    shared++;
  }
  return total === 0 ? 0 : (2 * shared) / total;
};
