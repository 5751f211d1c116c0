/** The meter of a stream of events. Whole events travel on; a broken-off one does not. */
import { createEmittedText } from '../domain/emitted-text.ts';
import {
  type AnswerReader,
  answerReaders,
  doneMarker,
  type EventMeaning,
} from '../domain/protocols/answer.ts';
import { isObject, type JsonObject } from '../domain/protocols/json-value.ts';
import type { Usage } from '../domain/usage.ts';
import { joined } from '../upstreams/joined.ts';
import { createEventBounds } from './event-bounds.ts';
import { KeptEvents } from './kept-events.ts';
import { LargeEvent } from './large-event.ts';
import { combine, type Meter, type Metered, type MeterOptions, nothing } from './meter.ts';
import { endOfEvent, eventsIn, parseEvent, startOfEvent } from './stream-events.ts';

/** Memory for events that have travelled and are not counted yet, in bytes. */
const keptLimit = 128 * 1024;
const tailLimit = 64 * 1024;
/** A larger event travels in pieces. */
const eventLimit = 1024 * 1024;

export class StreamMeter implements Meter {
  emitting = false;
  ended = false;
  tail = nothing;
  error: string | undefined;
  readonly #options: MeterOptions;
  readonly #reader: AnswerReader;
  readonly #bounds = createEventBounds();
  readonly #text = createEmittedText();
  /** Events that travelled and have not been counted. */
  readonly #kept = new KeptEvents();
  /** Chunks of the event that is not complete yet. */
  #pending: Buffer[] = [];
  #pendingLength = 0;
  /** Set while an event over the limit goes by. */
  #large: LargeEvent | undefined;
  #reported: Partial<Usage> | undefined;
  #outputIsFinal = false;
  /** How much was kept when the output was reported. */
  #reportedAt = 0;

  constructor(options: MeterOptions) {
    this.#options = options;
    this.#reader = answerReaders[options.protocol];
  }

  get midEvent(): boolean {
    return this.#large !== undefined;
  }

  push(chunk: Buffer): Buffer {
    if (this.ended) {
      if (this.tail.length < tailLimit) this.tail = Buffer.concat([this.tail, chunk]);
      return nothing;
    }
    const bound = this.#bounds.scan(chunk);
    const complete = bound === chunk.length ? chunk : chunk.subarray(0, bound);
    let out = nothing;
    if (bound > 0)
      out = this.#large
        ? this.#endLarge(this.#large, complete)
        : this.#take(this.#collected(complete));
    if (bound === chunk.length) return out;
    const rest = bound === 0 ? chunk : chunk.subarray(bound);
    if (this.ended) {
      this.tail = Buffer.concat([this.tail, rest]);
      return out;
    }
    if (this.#large) {
      this.#large.push(rest);
      return rest;
    }
    this.#pending.push(rest);
    this.#pendingLength += rest.length;
    if (this.#pendingLength <= eventLimit) return out;
    const begun = this.#collected(nothing);
    this.#large = new LargeEvent(begun);
    return out.length === 0 ? begun : Buffer.concat([out, begun]);
  }

  flush(): void {
    if (this.ended || this.#pendingLength === 0) return;
    // The last event may lack its blank line; it counts only if it completes the answer.
    const rest = this.#collected(nothing);
    const value = parseEvent(rest.toString('latin1'));
    const meaning: EventMeaning = isObject(value) ? this.#meaning(value) : {};
    if (value !== doneMarker && !meaning.ended && meaning.error === undefined) return;
    this.#note({ ...meaning, ended: true });
    this.tail = Buffer.concat([rest, Buffer.from('\n\n')]);
  }

  metered(): Metered {
    this.#checkReport();
    return combine(this.#reported, this.#outputIsFinal, this.#options.promptTokens, () => {
      this.#count();
      return this.#text.tokens();
    });
  }

  /** Takes whole events; what ends the answer goes to the tail with all that follows. */
  #take(bytes: Buffer): Buffer {
    const events = bytes.toString('latin1');
    const pieces: Buffer[] = [];
    let passed = 0;
    let start = 0;
    while (start < bytes.length) {
      const plain = this.#endOfPlain(events, start);
      if (plain > start) {
        this.#keep(bytes.subarray(start, plain));
        start = plain;
        continue;
      }
      const end = endOfEvent(events, start);
      const travels = this.#read(events.slice(start, end), bytes.subarray(start, end));
      if (this.ended) {
        this.tail = bytes.subarray(start);
        break;
      }
      if (!travels) {
        pieces.push(bytes.subarray(passed, start));
        passed = end;
      }
      start = end;
    }
    const last = bytes.subarray(passed, start);
    return pieces.length === 0 ? last : Buffer.concat([...pieces, last]);
  }

  /** Reads one event; answers false when it is to be left out. */
  #read(event: string, bytes: Buffer): boolean {
    const value = parseEvent(event);
    if (value === doneMarker) {
      this.ended = true;
      return true;
    }
    if (!isObject(value)) return true;
    const meaning = this.#meaning(value);
    if (this.#emits(value)) {
      this.emitting = true;
      this.#keep(bytes);
    }
    this.#note(meaning);
    return !(this.#options.withholdUsage && meaning.usageOnly);
  }

  #meaning(event: JsonObject): EventMeaning {
    return this.#reader.meaning(event, this.#reported);
  }

  #note(meaning: EventMeaning): void {
    if (meaning.usage) this.#reported = { ...this.#reported, ...meaning.usage };
    if (meaning.usageComplete) {
      this.#outputIsFinal = true;
      this.#reportedAt = this.#kept.count;
    }
    if (meaning.error !== undefined) this.error ??= meaning.error;
    if (meaning.ended || meaning.error !== undefined) this.ended = true;
  }

  #emits(event: JsonObject): boolean {
    let any = false;
    this.#reader.emitted(event, (_key, emitted) => {
      any ||= emitted !== '';
    });
    return any;
  }

  /** Index behind the events from `start` on that need not be read before they travel. */
  #endOfPlain(events: string, start: number): number {
    if (!this.emitting) return start;
    const rest = start === 0 ? events : events.slice(start);
    const found = this.#reader.telling.exec(rest);
    return found ? start + startOfEvent(rest, found.index) : events.length;
  }

  #keep(events: Buffer): void {
    this.#kept.add(events);
    if (this.#kept.held <= keptLimit) return;
    this.#checkReport();
    this.#count();
  }

  /** A count that was reported before more text came is not the final one. */
  #checkReport(): void {
    if (
      this.#outputIsFinal &&
      eventsIn(this.#kept.text(this.#reportedAt)).some((event) => this.#emits(event))
    )
      this.#outputIsFinal = false;
  }

  #count(): void {
    for (const event of eventsIn(this.#kept.text(0))) this.#reader.emitted(event, this.#text.add);
    this.#kept.clear();
    this.#reportedAt = 0;
  }

  #collected(last: Buffer): Buffer {
    if (this.#pendingLength === 0) return last;
    const whole = joined([...this.#pending, last]);
    this.#pending = [];
    this.#pendingLength = 0;
    return whole;
  }

  /** Takes the end of a large event and the whole events behind it. */
  #endLarge(large: LargeEvent, bytes: Buffer): Buffer {
    this.#large = undefined;
    const length = large.lengthIn(bytes);
    const end = bytes.subarray(0, length);
    large.push(end);
    this.emitting = true;
    this.#note(large.meaning(this.#reader, this.#reported));
    if (this.ended) {
      this.tail = bytes;
      return nothing;
    }
    return length === bytes.length ? end : Buffer.concat([end, this.#take(bytes.subarray(length))]);
  }
}
