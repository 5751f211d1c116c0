/** An event of a stream that is too large to be kept: it travels in pieces, and is read by its beginning and end. */
import type { AnswerReader, EventMeaning } from '../domain/protocols/answer.ts';
import type { Usage } from '../domain/usage.ts';
import { endOfEvent } from './stream-events.ts';
import { usageInTail } from './usage-in-tail.ts';

/** Characters that are kept of its beginning, which has its name, and of its end, which has its usage. */
const headLength = 1024;
const endLength = 64 * 1024;

const name = /^event: ?([\w.]+)|"type"\s*:\s*"([\w.]+)"/m;

export class LargeEvent {
  readonly #head: string;
  #end = '';

  constructor(beginning: Buffer) {
    this.#head = beginning.toString('latin1', 0, headLength);
    this.push(beginning);
  }

  push(bytes: Buffer): void {
    const newest = bytes.toString('latin1', Math.max(0, bytes.length - endLength));
    this.#end = (this.#end + newest).slice(-endLength);
  }

  /** How many of these bytes belong to it; the whole events that follow it may be among them. */
  lengthIn(bytes: Buffer): number {
    const before = this.#end.slice(-3);
    return endOfEvent(before + bytes.toString('latin1'), 0) - before.length;
  }

  /** To be asked once it is complete. `known`: the usage that earlier events have reported. */
  meaning(reader: AnswerReader, known: Partial<Usage> | undefined): EventMeaning {
    const type = name.exec(this.#head)?.slice(1).find(Boolean);
    const usage = usageInTail(this.#end);
    return usage && reader.telling.test(this.#head)
      ? reader.meaning({ type, usage, response: { usage } }, known)
      : { ...reader.meaning({ type }), usage: undefined };
  }
}
