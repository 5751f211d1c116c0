/** Finds the secrets that their name or their surroundings give away. */
import { type NamedRule, namedRules } from './named-rules.ts';
import type { Hit, View } from './view.ts';

export const findNamed = (view: View): Hit[] => namedRules.flatMap((rule) => find(rule, view.text));

const find = ({ kind, pattern, accepts, rest }: NamedRule, text: string): Hit[] => {
  const hits: Hit[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const value = match.groups?.value ?? '';
    const start = match.index + match[0].lastIndexOf(value);
    if (!accepts(value, match)) {
      // What is no secret may be the name of one: `-H 'x-api-key: x-api-key: …'`.
      pattern.lastIndex =
        value.length > 512 ? start + value.length : Math.max(start, match.index + 1);
      continue;
    }
    const end = endOfRest(rest, text, start + value.length);
    hits.push({ kind, start, end });
    pattern.lastIndex = end;
  }
  return hits;
};

const endOfRest = (rest: RegExp | undefined, text: string, from: number): number => {
  if (!rest) return from;
  rest.lastIndex = from;
  return from + (rest.exec(text)?.[0].length ?? 0);
};
