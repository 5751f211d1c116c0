/**
 * How much of something a vendor takes in one request. Without these, a few megabytes of JSON could ask for
 * an answer that takes minutes to make, while nobody else is served.
 */
import type { Protocol } from '../../domain/protocol.ts';
import { type JsonObject, list } from '../../domain/protocols/json-value.ts';
import { marksIn } from './cache-blocks.ts';
import { dimensionsOf, inputsOf } from './openai-embeddings.ts';

export type OverLimit = { param: string; message: string };

/** https://platform.openai.com/docs/api-reference/embeddings/create#embeddings-create-input */
const mostInputs = 2048;
/** All vectors of an answer together; as text it has some 20 bytes for each. */
const mostNumbers = mostInputs * 256;
const mostStops = 16;
/** https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching */
const mostMarks = 4;

export const overLimit = (protocol: Protocol, body: JsonObject): OverLimit | undefined => {
  const stops = Math.max(list(body.stop).length, list(body.stop_sequences).length);
  if (stops > mostStops)
    return { param: 'stop', message: `At most ${mostStops} stop sequences are taken.` };
  if (protocol === 'openai-embeddings') {
    const inputs = inputsOf(body).length;
    if (inputs > mostInputs || inputs * dimensionsOf(body) > mostNumbers)
      return {
        param: 'input',
        message: `At most ${mostInputs} texts are taken, and ${mostNumbers} numbers are given.`,
      };
  }
  return protocol === 'anthropic-messages' && marksIn(body) > mostMarks
    ? {
        param: 'cache_control',
        message: `A maximum of ${mostMarks} blocks with cache_control may be provided.`,
      }
    : undefined;
};
