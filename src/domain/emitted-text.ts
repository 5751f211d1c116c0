/**
 * Text that was sent to a client, counted in tokens as it grows. Only the end of each run of text is
 * kept: what lies before a word's end can no longer change its tokens.
 */
import { countTokens } from './tokenizer.ts';

export type EmittedText = {
  add(key: string, text: string): void;
  /** Tokens of all that was added. */
  tokens(): number;
};

/** Counted in pieces of about this many UTF-16 units, so that counting again and again stays cheap. */
const pieceLength = 2_048;
/** Text without a single word's end is cut here; that can add a token. */
const longestPiece = 65_536;

export const createEmittedText = (): EmittedText => {
  const open = new Map<string, string>();
  let counted = 0;
  return {
    add(key, text) {
      if (text === '') return;
      const run = (open.get(key) ?? '') + text;
      if (run.length < pieceLength) {
        open.set(key, run);
        return;
      }
      const cut = lastWordEnd(run);
      counted += countTokens(run.slice(0, cut));
      open.set(key, run.slice(cut));
    },
    tokens() {
      let sum = counted;
      for (const run of open.values()) if (run !== '') sum += countTokens(run);
      return sum;
    },
  };
};

const letter = /\p{L}/u;

/**
 * Where a run can be cut without a change of tokens: before a single space between two letters. The
 * encoding always starts a new piece there.
 */
const lastWordEnd = (run: string): number => {
  for (let at = run.lastIndexOf(' '); at > 0; at = run.lastIndexOf(' ', at - 1))
    if (letter.test(run[at - 1] ?? '') && letter.test(run[at + 1] ?? '')) return at;
  return run.length >= longestPiece ? run.length : 0;
};
