/** Reads HTTP/1.1 responses off a connection, no more of them than is needed to know that one is whole. */

export type WholeResponse = {
  status: number;
  /** Bytes of the body, without those that frame its chunks. */
  length: number;
};

type State = 'head' | 'body' | 'chunk-size' | 'chunk' | 'trailer';

export const createResponseReader = (
  whole: (response: WholeResponse) => void,
): ((bytes: Buffer) => void) => {
  let state: State = 'head';
  let rest: Buffer = Buffer.alloc(0);
  let status = 0;
  let length = 0;
  let left = 0;

  const finish = (): void => {
    state = 'head';
    whole({ status, length });
  };

  /** Takes what it can from `bytes`; answers where to go on, -1 when more is needed. */
  const steps: Record<State, (bytes: Buffer, at: number) => number> = {
    head: (bytes, at) => {
      const end = bytes.indexOf('\r\n\r\n', at);
      if (end === -1) return -1;
      const head = bytes.toString('latin1', at, end);
      status = Number(head.slice(9, 12));
      length = 0;
      const declared = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
      left = Number(declared ?? 0);
      state = declared === undefined ? 'chunk-size' : 'body';
      if (state === 'body' && left === 0) finish();
      return end + 4;
    },
    body: (bytes, at) => {
      const taken = Math.min(left, bytes.length - at);
      left -= taken;
      length += taken;
      if (left === 0) finish();
      return at + taken;
    },
    'chunk-size': (bytes, at) => {
      const end = bytes.indexOf('\r\n', at);
      if (end === -1) return -1;
      const size = Number.parseInt(bytes.toString('latin1', at, end), 16);
      left = size + 2;
      length += size;
      state = size === 0 ? 'trailer' : 'chunk';
      return end + 2;
    },
    chunk: (bytes, at) => {
      const taken = Math.min(left, bytes.length - at);
      left -= taken;
      if (left === 0) state = 'chunk-size';
      return at + taken;
    },
    trailer: (bytes, at) => {
      if (bytes.length - at < 2) return -1;
      finish();
      return at + 2;
    },
  };

  return (received) => {
    const bytes = rest.length > 0 ? Buffer.concat([rest, received]) : received;
    let at = 0;
    while (at < bytes.length) {
      const next = steps[state](bytes, at);
      if (next === -1) break;
      at = next;
    }
    rest = bytes.subarray(at);
  };
};
