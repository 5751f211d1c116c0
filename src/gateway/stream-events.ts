/** Reads the events of a stream out of bytes that are held as text with one character a byte. */
import { doneMarker } from '../domain/protocols/answer.ts';
import { isObject, type JsonObject } from '../domain/protocols/json-value.ts';
import { parseJson, readable } from './json-text.ts';

/** A line end and an empty line; a line feed behind a return belongs to the same end. */
const eventEnd = /(?:\r\n|\n|\r(?!\n)){2}/g;

/** Index behind the event that starts at `start` of a text of whole events. */
export const endOfEvent = (text: string, start: number): number => {
  eventEnd.lastIndex = start;
  return eventEnd.test(text) ? eventEnd.lastIndex : text.length;
};

/** Index of the event that a place in a text of whole events belongs to. */
export const startOfEvent = (text: string, place: number): number => {
  if (!text.includes('\r')) {
    const before = text.lastIndexOf('\n\n', place);
    return before < 0 ? 0 : before + 2;
  }
  let start = 0;
  for (let end = endOfEvent(text, 0); end <= place; end = endOfEvent(text, end)) start = end;
  return start;
};

/** A stream may begin with one, which belongs to no line. */
const byteOrderMark = /^\xef\xbb\xbf/;

/** The data of an event, its lines joined; undefined when it has none, such as a comment. */
const eventData = (event: string): string | undefined => {
  let data: string | undefined;
  for (const line of event.replace(byteOrderMark, '').split(/\r\n|\r|\n/)) {
    if (!line.startsWith('data:')) continue;
    const value = line.slice(line[5] === ' ' ? 6 : 5);
    data = data === undefined ? value : `${data}\n${value}`;
  }
  return data;
};

/** The JSON objects of a text of whole events, parsed. */
export const eventsIn = (text: string): JsonObject[] => {
  const found: JsonObject[] = [];
  for (let start = 0, end = 0; start < text.length; start = end) {
    end = endOfEvent(text, start);
    const event = parseEvent(text.slice(start, end));
    if (isObject(event)) found.push(event);
  }
  return found;
};

/** The JSON of an event, `[DONE]`, or undefined. */
export const parseEvent = (event: string): unknown => {
  const data = eventData(event);
  if (data === undefined) return undefined;
  return data.startsWith(doneMarker) ? doneMarker : parseJson(readable(data));
};
