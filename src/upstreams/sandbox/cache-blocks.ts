/** A request as the list of blocks that a prompt cache sees: tools, then system, then messages. */
import { createHash } from 'node:crypto';
import { isObject, type JsonObject, list, member } from '../../domain/protocols/json-value.ts';

export type Ttl = '5m' | '1h';

export type CacheBlock = {
  index: number;
  /** Of everything up to and including this block; equal beginnings have equal hashes. */
  hash: string;
  /** Set where the request asks for the prompt up to here to be cached. */
  ttl: Ttl | undefined;
  /** The request cut off behind this block. */
  prefix(): JsonObject;
};

type Part = { place: string; block: unknown; prefix: () => JsonObject };

export const cacheBlocks = (model: string, body: JsonObject): CacheBlock[] => {
  let hash = model;
  const blocks = parts(body).map(({ place, block, prefix }, index) => {
    hash = createHash('sha256')
      .update(`${hash} ${place} ${unmarked(block)}`)
      .digest('base64');
    return { index, hash, ttl: ttlOf(member(block, 'cache_control')), prefix };
  });
  const last = blocks.at(-1);
  // A mark on the request itself stands for one on its last block.
  if (last && last.ttl === undefined) last.ttl = ttlOf(body.cache_control);
  return blocks;
};

/** Blocks that a request asks to be cached up to. */
export const marksIn = (body: JsonObject): number =>
  parts(body).filter(({ block }) => ttlOf(member(block, 'cache_control')) !== undefined).length;

const parts = (body: JsonObject): Part[] => {
  const { tools, system, messages } = body;
  return [
    ...list(tools).map((block, index) => ({
      place: 'tool',
      block,
      prefix: () => ({ tools: list(tools).slice(0, index + 1) }),
    })),
    ...(typeof system === 'string' ? [system] : list(system)).map((block, index) => ({
      place: 'system',
      block,
      prefix: () => ({
        tools,
        system: typeof system === 'string' ? system : list(system).slice(0, index + 1),
      }),
    })),
    ...list(messages).flatMap((message, index) => messageParts(body, message, index)),
  ];
};

const messageParts = (body: JsonObject, message: unknown, index: number): Part[] => {
  const content = member(message, 'content');
  const blocks = typeof content === 'string' ? [content] : list(content);
  return blocks.map((block, inner) => ({
    place: `${index} ${String(member(message, 'role'))}`,
    block,
    prefix: () => ({
      tools: body.tools,
      system: body.system,
      messages: [
        ...list(body.messages).slice(0, index),
        {
          ...(isObject(message) ? message : {}),
          content: typeof content === 'string' ? content : blocks.slice(0, inner + 1),
        },
      ],
    }),
  }));
};

/** The block without its mark: clients move marks from turn to turn. A text is a block of that text. */
const unmarked = (block: unknown): string => {
  if (typeof block === 'string') return JSON.stringify({ type: 'text', text: block });
  if (!isObject(block)) return JSON.stringify(block);
  const { cache_control: _, ...rest } = block;
  return JSON.stringify(rest);
};

const ttlOf = (mark: unknown): Ttl | undefined => {
  if (!isObject(mark)) return undefined;
  return mark.ttl === '1h' ? '1h' : '5m';
};
