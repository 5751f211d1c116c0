/** Finds the usage near the end of an answer that is too large to be kept. */
import { isObject, type JsonObject } from '../domain/protocols/json-value.ts';
import { parseJson } from './json-text.ts';

/** The last object that stands as a `usage` member in a text. */
export const usageInTail = (text: string): JsonObject | undefined => {
  for (let at = text.lastIndexOf('"usage"'); at >= 0; at = text.lastIndexOf('"usage"', at - 1)) {
    const brace = /^"usage"\s*:\s*\{/.exec(text.slice(at, at + 64));
    if (brace) return objectAt(text, at + brace[0].length - 1);
    if (at === 0) break;
  }
  return undefined;
};

/** Usage has no braces inside its texts, so counting them finds the end. */
const objectAt = (text: string, start: number): JsonObject | undefined => {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) {
      const value = parseJson(text.slice(start, at + 1));
      return isObject(value) ? value : undefined;
    }
  }
  return undefined;
};
