/**
 * A look at a JSON text before it is parsed: one that is all brackets takes seconds to parse, and every other
 * request waits for as long.
 */
import { stringEnd } from './json-edit.ts';

const deepest = 64;
/** Texts, lists and objects; a conversation of ten thousand messages has half of that. */
const mostParts = 250_000;

const mark = /["{}[\]]/g;

/** What is wrong, as a sentence; undefined when nothing is. The text may also be no JSON at all. */
export const shapeFault = (text: string): string | undefined => {
  let depth = 0;
  let parts = 0;
  mark.lastIndex = 0;
  while (mark.test(text)) {
    const character = text[mark.lastIndex - 1];
    if (character === '}' || character === ']') {
      depth--;
      continue;
    }
    if (++parts > mostParts)
      return 'The body has more texts, lists and objects than any request needs.';
    if (character === '"') mark.lastIndex = stringEnd(text, mark.lastIndex - 1);
    else if (++depth > deepest) return `The body is nested more than ${deepest} levels deep.`;
  }
  return undefined;
};
