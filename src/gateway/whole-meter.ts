/**
 * The meter of an answer that is one JSON text. Up to a limit it is held until it is complete: half a
 * JSON text is of no use, so a client gets all of it or a clear error. A larger one travels in pieces.
 */
import { createEmittedText } from '../domain/emitted-text.ts';
import { answerReaders } from '../domain/protocols/answer.ts';
import { isObject } from '../domain/protocols/json-value.ts';
import { parseJson } from './json-text.ts';
import { combine, type Meter, type MeterOptions, nothing } from './meter.ts';
import { usageInTail } from './usage-in-tail.ts';

const heldLimit = 1024 * 1024;
const endLength = 64 * 1024;

export const createWholeMeter = (options: MeterOptions): Meter => {
  const reader = answerReaders[options.protocol];
  let held: Buffer[] = [];
  let length = 0;
  /** Last bytes of an answer over the limit, one character a byte. */
  let end: string | undefined;
  let ended = false;
  let tail: Buffer = nothing;

  const measure = () => {
    if (!ended)
      return combine(
        undefined,
        false,
        () => 0,
        () => 0,
      );
    const usage = end === undefined ? undefined : usageInTail(end);
    const answer = end === undefined ? parseJson(tail.toString('utf8')) : { usage };
    if (!isObject(answer)) return combine(undefined, false, options.promptTokens, () => 0);
    return combine(reader.wholeUsage(answer), true, options.promptTokens, () => {
      const text = createEmittedText();
      reader.wholeText(answer, text.add);
      return text.tokens();
    });
  };

  return {
    push(chunk) {
      length += chunk.length;
      if (end === undefined) {
        held.push(chunk);
        if (length <= heldLimit) return nothing;
        const begun = Buffer.concat(held);
        held = [];
        end = begun.toString('latin1', Math.max(0, begun.length - endLength));
        return begun;
      }
      end = (end + chunk.toString('latin1', Math.max(0, chunk.length - endLength))).slice(
        -endLength,
      );
      return chunk;
    },
    flush() {
      ended = true;
      const [only] = held;
      tail = only && held.length === 1 ? only : Buffer.concat(held);
      held = [];
    },
    get emitting() {
      return ended;
    },
    get ended() {
      return ended;
    },
    get tail() {
      return tail;
    },
    error: undefined,
    midEvent: false,
    metered: measure,
  };
};
