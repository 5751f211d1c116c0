/**
 * OpenAI Embeddings: vectors made from the text's hash, the same text always the same vector.
 * Source: https://platform.openai.com/docs/api-reference/embeddings/object.
 */
import { createHash } from 'node:crypto';
import { isObject, type JsonObject } from '../../domain/protocols/json-value.ts';
import type { Reply } from './reply.ts';

const usualDimensions = 256;
const mostDimensions = 3072;

export const embeddingsBody = (reply: Reply): object => {
  const { encoding_format: format } = reply.body;
  const length = dimensionsOf(reply.body);
  return {
    object: 'list',
    data: inputsOf(reply.body).map((input, index) => {
      const values = vector(JSON.stringify(input), length);
      return {
        object: 'embedding',
        index,
        embedding:
          format === 'base64' ? Buffer.from(values.buffer).toString('base64') : Array.from(values),
      };
    }),
    model: reply.model,
    usage: { prompt_tokens: reply.usage.input, total_tokens: reply.usage.input },
  };
};

export const dimensionsOf = ({ dimensions }: JsonObject): number =>
  typeof dimensions === 'number' && Number.isSafeInteger(dimensions) && dimensions > 0
    ? Math.min(dimensions, mostDimensions)
    : usualDimensions;

/** One text, a list of texts, one text as token ids, or a list of those. */
export const inputsOf = ({ input }: JsonObject): unknown[] => {
  if (!Array.isArray(input)) return [input];
  return input.some((item) => typeof item === 'string' || Array.isArray(item) || isObject(item))
    ? input
    : [input];
};

/** A vector of length 1 that depends on nothing but the text. */
const vector = (text: string, length: number): Float32Array => {
  const values = new Float32Array(length);
  let block = Buffer.alloc(0);
  for (let index = 0; index < length; index++) {
    const at = index % 8;
    if (at === 0) block = createHash('sha256').update(`${index} ${text}`).digest();
    values[index] = block.readInt32LE(at * 4) / 2 ** 31;
  }
  const norm = Math.hypot(...values) || 1;
  return values.map((value) => value / norm);
};
