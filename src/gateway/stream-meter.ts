/** The meter of a stream of events. Whole events travel on; a broken-off one does not. */
import { createEmittedText } from '../domain/emitted-text.ts';
import { answerReaders, doneMarker, type EventMeaning } from '../domain/protocols/answer.ts';
import { isObject, type JsonObject } from '../domain/protocols/json-value.ts';
import type { Usage } from '../domain/usage.ts';
import { createEventBounds } from './event-bounds.ts';
import { createKeptEvents } from './kept-events.ts';
import { combine, type Meter, type MeterOptions, nothing } from './meter.ts';
import { endOfEvent, eventsIn, parseEvent } from './stream-events.ts';
import { usageInTail } from './usage-in-tail.ts';

/** Memory for events that have travelled and are not counted yet, in bytes. */
const keptLimit = 128 * 1024;
const tailLimit = 64 * 1024;
/** A larger event travels in pieces and is read by its beginning and end only. */
const eventLimit = 1024 * 1024;
const endOfLargeEvent = 64 * 1024;

export const createStreamMeter = (options: MeterOptions): Meter => {
  const reader = answerReaders[options.protocol];
  const bounds = createEventBounds();
  const text = createEmittedText();
  /** Chunks of the event that is not complete yet. */
  let pending: Buffer[] = [];
  let pendingLength = 0;
  /** Set while an event over the limit goes by. */
  let large: { head: string; end: string } | undefined;
  /** Events that travelled and have not been counted. */
  const kept = createKeptEvents();
  let reported: Partial<Usage> | undefined;
  let outputIsFinal = false;
  /** How much was kept when the output was reported. */
  let reportedAt = 0;
  let emitting = false;
  let ended = false;
  let error: string | undefined;
  let tail: Buffer = nothing;

  const count = (): void => {
    for (const event of eventsIn(kept.text(0))) reader.emitted(event, text.add);
    kept.clear();
  };

  const keep = (events: Buffer): void => {
    kept.add(events);
    if (kept.held <= keptLimit) return;
    checkReport();
    count();
    reportedAt = 0;
  };

  /** A count that was reported before more text came is not the final one. */
  const checkReport = (): void => {
    if (outputIsFinal && eventsIn(kept.text(reportedAt)).some(emits)) outputIsFinal = false;
  };

  /** True for bytes in which no event needs to be read before it travels. */
  const isPlain = (events: Buffer): boolean =>
    emitting && !reader.telling.some((word) => events.includes(word));

  const note = (meaning: EventMeaning): void => {
    if (meaning.usage) reported = { ...reported, ...meaning.usage };
    if (meaning.usageComplete) {
      outputIsFinal = true;
      reportedAt = kept.count;
    }
    if (meaning.error !== undefined) error ??= meaning.error;
    if (meaning.ended || meaning.error !== undefined) ended = true;
  };

  const emits = (event: JsonObject): boolean => {
    let any = false;
    reader.emitted(event, (_key, emitted) => {
      any ||= emitted !== '';
    });
    return any;
  };

  /** Reads one event; answers false when it is to be left out. */
  const read = (event: string, bytes: Buffer): boolean => {
    if (isPlain(bytes)) {
      keep(bytes);
      return true;
    }
    const value = parseEvent(event);
    if (value === doneMarker) {
      ended = true;
      return true;
    }
    if (!isObject(value)) return true;
    const meaning = reader.meaning(value);
    if (emits(value)) {
      emitting = true;
      keep(bytes);
    }
    note(meaning);
    return !(options.withholdUsage && meaning.usageOnly);
  };

  /** Takes whole events; what ends the answer goes to the tail with all that follows. */
  const take = (bytes: Buffer): Buffer => {
    if (isPlain(bytes)) {
      keep(bytes);
      return bytes;
    }
    const events = bytes.toString('latin1');
    const pieces: Buffer[] = [];
    let passed = 0;
    let start = 0;
    while (start < bytes.length) {
      const end = endOfEvent(events, start);
      const begins = !emitting;
      const travels = read(events.slice(start, end), bytes.subarray(start, end));
      if (ended) {
        tail = bytes.subarray(start);
        break;
      }
      if (!travels) {
        pieces.push(bytes.subarray(passed, start));
        passed = end;
      }
      start = end;
      if (begins && isPlain(bytes.subarray(end))) {
        keep(bytes.subarray(end));
        start = bytes.length;
      }
    }
    const last = bytes.subarray(passed, start);
    return pieces.length === 0 ? last : Buffer.concat([...pieces, last]);
  };

  const collected = (last: Buffer): Buffer => {
    if (pendingLength === 0) return last;
    // Not out of Node's pool, which would be held as long as an event in it is.
    const whole = Buffer.allocUnsafeSlow(pendingLength + last.length);
    let at = 0;
    for (const piece of [...pending, last]) {
      whole.set(piece, at);
      at += piece.length;
    }
    pending = [];
    pendingLength = 0;
    return whole;
  };

  /** Lets the bytes of a large event go by, keeping its beginning and end. */
  const passLarge = (bytes: Buffer, complete: boolean): Buffer => {
    large ??= { head: bytes.toString('latin1', 0, 1024), end: '' };
    large.end = (
      large.end + bytes.toString('latin1', Math.max(0, bytes.length - endOfLargeEvent))
    ).slice(-endOfLargeEvent);
    if (complete) {
      readLarge(large);
      large = undefined;
      if (ended) {
        tail = bytes;
        return nothing;
      }
    }
    return bytes;
  };

  const readLarge = ({ head, end }: { head: string; end: string }): void => {
    const kind = /"type"\s*:\s*"([\w.]+)"/.exec(head)?.[1];
    const usage = usageInTail(end);
    if (usage && reader.telling.some((word) => head.includes(word)))
      note(reader.meaning({ type: kind, usage, response: { usage } }));
    else if (kind !== undefined) note({ ...reader.meaning({ type: kind }), usage: undefined });
    emitting = true;
  };

  return {
    push(chunk) {
      if (ended) {
        if (tail.length < tailLimit) tail = Buffer.concat([tail, chunk]);
        return nothing;
      }
      const bound = bounds.scan(chunk);
      const complete = bound === chunk.length ? chunk : chunk.subarray(0, bound);
      let out: Buffer = nothing;
      if (bound > 0) out = large ? passLarge(complete, true) : take(collected(complete));
      if (bound === chunk.length) return out;
      const rest = bound === 0 ? chunk : chunk.subarray(bound);
      if (ended) {
        tail = Buffer.concat([tail, rest]);
        return out;
      }
      if (large) return passLarge(rest, false);
      pending.push(rest);
      pendingLength += rest.length;
      if (pendingLength <= eventLimit) return out;
      const begun = passLarge(collected(nothing), false);
      return out.length === 0 ? begun : Buffer.concat([out, begun]);
    },
    flush() {
      if (ended || pendingLength === 0) return;
      // The last event may lack its blank line; it counts only if it completes the answer.
      const rest = collected(nothing);
      const event = rest.toString('latin1');
      const value = parseEvent(event);
      const meaning: EventMeaning = isObject(value) ? reader.meaning(value) : {};
      if (value !== doneMarker && !meaning.ended && meaning.error === undefined) return;
      note({ ...meaning, ended: true });
      tail = Buffer.concat([rest, Buffer.from('\n\n')]);
    },
    get midEvent() {
      return large !== undefined;
    },
    get emitting() {
      return emitting;
    },
    get ended() {
      return ended;
    },
    get tail() {
      return tail;
    },
    get error() {
      return error;
    },
    metered: () => {
      checkReport();
      return combine(reported, outputIsFinal, options.promptTokens, () => {
        count();
        reportedAt = 0;
        return text.tokens();
      });
    },
  };
};
