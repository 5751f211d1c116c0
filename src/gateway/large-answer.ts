/**
 * Reads along in a JSON text that is too large to be kept: the usage, wherever it stands, and the text
 * that was emitted, by the names of the members that hold it. Bytes are held as one character each.
 */
import { createEmittedText } from '../domain/emitted-text.ts';
import type { JsonObject } from '../domain/protocols/json-value.ts';
import { readable } from './json-text.ts';
import { usageInTail } from './usage-in-tail.ts';

/** Members whose texts a model wrote, over any protocol. */
const emittedMembers = new Set([
  'content',
  'text',
  'thinking',
  'reasoning',
  'reasoning_content',
  'refusal',
  'transcript',
  'arguments',
  'input',
]);
const longestName = 32;
/** No usage takes up more. */
const overlap = 4 * 1024;

export class LargeAnswer {
  usage: JsonObject | undefined;
  readonly #text = createEmittedText();
  #end = '';
  #inString = false;
  /** The backslash of an escape was the last byte. */
  #escaped = false;
  /** Last character outside of texts that is no space. */
  #before = '';
  /** Beginning of the newest text: the name of a member, if a colon follows. */
  #newest = '';
  #emitting = false;

  push(bytes: Buffer): void {
    const text = bytes.toString('latin1');
    const window = this.#end + text;
    this.usage = usageInTail(window) ?? this.usage;
    this.#end = window.slice(-overlap);
    let at = 0;
    while (at < text.length) at = this.#inString ? this.#inside(text, at) : this.#outside(text, at);
  }

  /** Tokens of what was emitted. */
  tokens(): number {
    return this.#text.tokens();
  }

  /** Goes on to the next text. */
  #outside(text: string, from: number): number {
    const quote = text.indexOf('"', from);
    const end = quote < 0 ? text.length : quote;
    this.#before = text.slice(from, end).trimEnd().at(-1) ?? this.#before;
    if (quote < 0) return end;
    this.#inString = true;
    this.#emitting = this.#before === ':' && emittedMembers.has(this.#newest);
    this.#before = '"';
    this.#newest = '';
    return quote + 1;
  }

  /** Goes on to behind the end of a text. */
  #inside(text: string, from: number): number {
    let end = this.#escaped ? from + 1 : from;
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    this.#take(text.slice(from, end));
    this.#inString = end >= text.length;
    this.#escaped = end > text.length;
    return end + 1;
  }

  #take(piece: string): void {
    if (this.#emitting) this.#text.add('', written(piece));
    else if (this.#newest.length < longestName)
      this.#newest = (this.#newest + piece).slice(0, longestName);
  }
}

/** The text behind the escapes of JSON; one that is cut off stays as it is. */
const written = (piece: string): string =>
  readable(piece).replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code?: string, one?: string) =>
    code === undefined
      ? (spaces[one ?? ''] ?? one ?? '')
      : String.fromCharCode(Number.parseInt(code, 16)),
  );

const spaces: Record<string, string> = { n: '\n', r: '\r', t: '\t' };
