/** Events that travelled and are not counted yet, as the buffers they came in: most are never read. */
export type KeptEvents = {
  /** Buffers that are kept. */
  readonly count: number;
  /** Bytes of memory that they take up: a piece of a buffer keeps all of it. */
  readonly held: number;
  add(events: Buffer): void;
  /** The events from a buffer on, one character a byte. */
  text(from: number): string;
  clear(): void;
};

/** What a buffer takes up besides its bytes. */
const bufferSize = 256;

export const createKeptEvents = (): KeptEvents => {
  let kept: Buffer[] = [];
  let last: ArrayBufferLike | undefined;
  let held = 0;
  return {
    get count() {
      return kept.length;
    },
    get held() {
      return held;
    },
    add(events) {
      kept.push(events);
      held += bufferSize;
      if (events.buffer === last) return;
      last = events.buffer;
      held += last.byteLength;
    },
    text: (from) => {
      let text = '';
      for (let at = from; at < kept.length; at++) text += kept[at]?.toString('latin1');
      return text;
    },
    clear() {
      kept = [];
      last = undefined;
      held = 0;
    },
  };
};
