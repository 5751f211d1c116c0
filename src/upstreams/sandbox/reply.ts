/** One answered request, from which each protocol makes its JSON body or its events. */
import type { JsonObject } from '../../domain/protocols/json-value.ts';
import type { Usage } from '../../domain/usage.ts';
import type { Answer } from './answer.ts';

export type Reply = {
  /** As the request wrote it; the Responses protocol repeats parts of it. */
  body: JsonObject;
  model: string;
  /** Unix time in seconds. */
  created: number;
  /** One; with OpenAI's `n`, that many. */
  answers: Answer[];
  usage: Usage;
};
