/**
 * The meter of an answer that is one JSON text. Up to a limit it is held until it is complete: half a
 * JSON text is of no use, so a client gets all of it or a clear error. A larger one travels in pieces.
 */
import { createEmittedText } from '../domain/emitted-text.ts';
import { answerReaders } from '../domain/protocols/answer.ts';
import { isObject } from '../domain/protocols/json-value.ts';
import { joined } from '../upstreams/joined.ts';
import { parseJson } from './json-text.ts';
import { LargeAnswer } from './large-answer.ts';
import { combine, type Meter, type Metered, type MeterOptions, nothing } from './meter.ts';

const heldLimit = 1024 * 1024;

export class WholeMeter implements Meter {
  ended = false;
  tail = nothing;
  error: string | undefined;
  readonly midEvent = false;
  readonly #options: MeterOptions;
  #held: Buffer[] = [];
  #length = 0;
  /** The complete answer; undefined for one over the limit. */
  #answer: unknown;
  /** Set once the answer is over the limit. */
  #large: LargeAnswer | undefined;

  constructor(options: MeterOptions) {
    this.#options = options;
  }

  get emitting(): boolean {
    return this.ended;
  }

  push(chunk: Buffer): Buffer {
    this.#length += chunk.length;
    if (this.#large) {
      this.#large.push(chunk);
      return chunk;
    }
    this.#held.push(chunk);
    if (this.#length <= heldLimit) return nothing;
    const begun = Buffer.concat(this.#held);
    this.#held = [];
    this.#large = new LargeAnswer();
    this.#large.push(begun);
    return begun;
  }

  flush(): void {
    this.ended = true;
    this.tail = joined(this.#held);
    this.#held = [];
    if (this.#large) return;
    this.#answer = parseJson(this.tail.toString('utf8'));
    this.error = isObject(this.#answer)
      ? answerReaders[this.#options.protocol].wholeError(this.#answer)
      : 'not_json';
  }

  metered(): Metered {
    if (!this.ended) return combine(undefined, false, none, none);
    const { protocol, promptTokens } = this.#options;
    const reader = answerReaders[protocol];
    const large = this.#large;
    if (large)
      return combine(reader.wholeUsage({ usage: large.usage }), true, promptTokens, () =>
        large.tokens(),
      );
    const answer = this.#answer;
    if (!isObject(answer)) return combine(undefined, false, promptTokens, none);
    return combine(reader.wholeUsage(answer), true, promptTokens, () => {
      const text = createEmittedText();
      reader.wholeText(answer, text.add);
      return text.tokens();
    });
  }
}

const none = (): number => 0;
