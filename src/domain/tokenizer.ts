/**
 * Counts tokens with o200k_base, the encoding of OpenAI's current models. For other vendors' models it
 * is an estimate, which is why reported usage always comes first.
 */
import {
  countTokens as count,
  decode,
  encode,
  setMergeCacheSize,
} from 'gpt-tokenizer/encoding/o200k_base';

/** `<|endoftext|>` and the like inside a text are text, not control tokens. */
const asText = { disallowedSpecial: new Set<string>() };

/**
 * Merging is quadratic in the length of a run without a break, so runs are cut here. Real words are
 * shorter; a longer run counts a token too many per cut at most.
 */
const longestRun = 64;
const longRun = new RegExp(
  `[\\p{L}\\p{M}]{${longestRun}}|\\s{${longestRun}}|[^\\s\\p{L}\\p{M}]{${longestRun}}`,
  'gu',
);

/** Longest text that is counted whole, in UTF-16 units; a longer one is counted by samples. */
const longestExact = 262_144;
const samples = 64;
const sampleLength = longestExact / samples;

setMergeCacheSize(20_000);

/**
 * Number of tokens in a text. Exact up to 256 Ki characters; beyond that estimated from 64 samples
 * spread evenly over it, so that no text keeps the process busy for long.
 */
export const countTokens = (text: string): number => {
  if (text.length <= longestExact) return countExactly(text);
  const step = (text.length - sampleLength) / (samples - 1);
  let tokens = 0;
  for (let sample = 0; sample < samples; sample++) {
    const start = Math.floor(sample * step);
    tokens += countExactly(text.slice(start, start + sampleLength));
  }
  return Math.ceil((tokens * text.length) / longestExact);
};

const countExactly = (text: string): number => {
  let tokens = 0;
  for (const part of parts(text)) tokens += count(part, asText);
  return tokens;
};

/** Token ids of a text, `countTokens` of them. */
const encodeTokens = (text: string): number[] => {
  const ids: number[] = [];
  for (const part of parts(text)) for (const id of encode(part, asText)) ids.push(id);
  return ids;
};

/** Longest prefix of a text that is at most `tokens` tokens and ends between two characters. */
export const takeTokens = (text: string, tokens: number): string => {
  const most = Math.max(0, tokens);
  // No more is encoded than it takes. Where that is cut, the last tokens can be others than in the whole.
  let length = most * 8 + marginOfTaken;
  let ids = encodeTokens(text.slice(0, length));
  while (length < text.length && ids.length < most + marginOfTaken) {
    length *= 2;
    ids = encodeTokens(text.slice(0, length));
  }
  const taken = decoded(ids.slice(0, most));
  let fitting = Math.min(taken.length, text.length);
  while (!text.startsWith(taken.slice(0, fitting))) fitting--;
  return text.slice(0, fitting);
};

/**
 * The library's decoder keeps the bytes of a character that is cut off at the end, and would put them in
 * front of the next text. A whole character, made of more than one token, uses them up.
 */
const decoded = (ids: number[]): string => {
  const text = decode(ids);
  decode(wholeCharacter);
  return text;
};

const wholeCharacter = encode('🌊');

/** Tokens; a token of the encoding is no longer than a few runs. */
const marginOfTaken = 64;

const parts = function* (text: string): Generator<string> {
  if (text.length <= longestRun) {
    yield text;
    return;
  }
  let start = 0;
  for (const match of text.matchAll(longRun)) {
    const end = match.index + match[0].length;
    yield text.slice(start, end);
    start = end;
  }
  if (start < text.length) yield text.slice(start);
};
