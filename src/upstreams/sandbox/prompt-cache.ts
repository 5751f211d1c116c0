/**
 * Prompt caching by Anthropic's rules: what `cache_control` marks is written, and read again while the
 * beginning of the prompt is the same, in the order tools, system, messages.
 * Source: https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching.
 *
 * Visitors of the sandbox share the cache. A hit tells that somebody sent the same beginning before,
 * byte by byte and 1,024 tokens long; the sandbox holds nothing for which that matters.
 */
import type { Clock } from '../../domain/clock.ts';
import type { JsonObject } from '../../domain/protocols/json-value.ts';
import { readPrompt } from '../../domain/protocols/prompt-text.ts';
import type { EpochMs } from '../../domain/rates.ts';
import { countTokens } from '../../domain/tokenizer.ts';
import { type CacheBlock, cacheBlocks, type Ttl } from './cache-blocks.ts';

export type CachedInput = {
  input: number;
  cacheRead: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
};

export type PromptCache = {
  /** Splits the `prompt` tokens of a request into read, written and neither; writes what is marked. */
  use(model: string, body: JsonObject, prompt: number): CachedInput;
};

type Entry = { ttl: Ttl; expiresAt: EpochMs };

const lifetimes: Record<Ttl, number> = { '5m': 5 * 60_000, '1h': 60 * 60_000 };

/** Shorter beginnings are not cached; the vendor gives no error for it either. */
const leastTokens = 1024;

/** An entry is looked for at a mark and at up to 20 blocks before it. */
const lookBack = 20;

const mostEntries = 10_000;

export const createPromptCache = (clock: Clock): PromptCache => {
  const entries = new Map<string, Entry>();

  const isLive = (hash: string): boolean => {
    const entry = entries.get(hash);
    return entry !== undefined && entry.expiresAt > clock.now();
  };

  const write = (hash: string, ttl: Ttl): void => {
    entries.delete(hash);
    entries.set(hash, { ttl, expiresAt: clock.now() + lifetimes[ttl] });
    const [oldest] = entries.keys();
    if (entries.size > mostEntries && oldest !== undefined) entries.delete(oldest);
  };

  const refresh = (hash: string): void => {
    const entry = entries.get(hash);
    if (entry) write(hash, entry.ttl);
  };

  return {
    use: (model, body, prompt) => {
      const blocks = cacheBlocks(model, body);
      const marks = blocks.filter(({ ttl }) => ttl !== undefined);
      if (marks.length === 0) return { ...nothingCached, input: prompt };

      const counted = new Map<CacheBlock, number>();
      const tokensUpTo = (block: CacheBlock): number => {
        const known = counted.get(block) ?? Math.min(prompt, prefixTokens(block));
        counted.set(block, known);
        return known;
      };

      const found = longestHit(blocks, marks, ({ hash }) => isLive(hash));
      const read = found ? tokensUpTo(found) : 0;
      for (const { hash, index } of blocks) if (found && index <= found.index) refresh(hash);

      const split = { ...nothingCached, cacheRead: read };
      let done = read;
      for (const { hash, index, ttl } of marks) {
        if (ttl === undefined || (found && index <= found.index)) continue;
        const block = blocks[index];
        const tokens = block ? tokensUpTo(block) : 0;
        if (tokens < leastTokens) continue;
        split[ttl === '1h' ? 'cacheWrite1h' : 'cacheWrite5m'] += tokens - done;
        done = tokens;
        write(hash, ttl);
      }
      return { ...split, input: prompt - done };
    },
  };
};

const nothingCached: CachedInput = { input: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

const longestHit = (
  blocks: CacheBlock[],
  marks: CacheBlock[],
  isLive: (block: CacheBlock) => boolean,
): CacheBlock | undefined => {
  for (const mark of marks.toReversed())
    for (let index = mark.index; index >= Math.max(0, mark.index - lookBack); index--) {
      const block = blocks[index];
      if (block && isLive(block)) return block;
    }
  return undefined;
};

/** Counted as the whole prompt is, on the request cut off behind the block. */
const prefixTokens = (block: CacheBlock): number =>
  countTokens(readPrompt('anthropic-messages', block.prefix()).parts.join('\n'));
