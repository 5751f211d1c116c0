/**
 * Where the events of a stream end, whatever chunks it comes in. Lines end with LF, CR or CRLF, a blank
 * line ends an event: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream.
 * A scanner of our own, because events are passed on as the bytes they came in; parsers hand out values only.
 */

export type EventBounds = {
  /** Index behind the last event that ends in this chunk; 0 when none does. */
  scan(chunk: Buffer): number;
};

const lineFeed = 10;
const carriageReturn = 13;

export const createEventBounds = (): EventBounds => {
  let lineIsEmpty = true;
  let afterReturn = false;
  let betweenEvents = true;
  return {
    scan(chunk) {
      const { length } = chunk;
      // Most chunks are whole events that end with two line feeds.
      if (
        betweenEvents &&
        length > 1 &&
        chunk[length - 1] === lineFeed &&
        chunk[length - 2] === lineFeed
      ) {
        lineIsEmpty = true;
        afterReturn = false;
        return length;
      }
      let bound = 0;
      for (let at = 0; at < length; at++) {
        const byte = chunk[at];
        if (byte === lineFeed && afterReturn) {
          afterReturn = false;
          if (bound === at && (at > 0 || betweenEvents)) bound = at + 1;
        } else if (byte === lineFeed || byte === carriageReturn) {
          if (lineIsEmpty) bound = at + 1;
          lineIsEmpty = true;
          afterReturn = byte === carriageReturn;
        } else {
          lineIsEmpty = false;
          afterReturn = false;
        }
      }
      betweenEvents = length === 0 ? betweenEvents : bound === length;
      return bound;
    },
  };
};
