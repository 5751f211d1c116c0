/** Ways in which a real upstream has been seen to fail; the request's model id picks one. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { SpokenAnswer } from './answers.ts';

export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  socket: Socket;
  answer: SpokenAnswer;
  /** Milliseconds that `slow-head` waits. */
  delayMs: number;
};

type Act = (exchange: Exchange) => void | Promise<void>;

const megabyte = 1024 * 1024;

export const behaviours = {
  /** Behaves. */
  fine: ({ response, answer }) => {
    begin(response, answer);
    for (const event of answer.events) response.write(event);
    response.end();
  },
  /** Accepts the request and never says a word. */
  hang: () => {},
  'slow-head': async (exchange) => {
    await sleep(exchange.delayMs);
    behaviours.fine(exchange);
  },
  /** Answers every token with a turn of the event loop between two bytes. */
  drip: async ({ response, answer }) => {
    begin(response, answer);
    for (const byte of Buffer.from(answer.whole)) {
      response.write(Buffer.of(byte));
      await turn();
    }
    response.end();
  },
  'reset-before-head': ({ socket }) => {
    socket.resetAndDestroy();
  },
  'close-before-head': ({ socket }) => {
    socket.end();
  },
  'garbage-head': ({ socket }) => {
    socket.end('SSH-2.0-OpenSSH_9.2\r\n\r\n');
  },
  'huge-head': ({ response }) => {
    response.writeHead(200, { 'x-padding': 'a'.repeat(64 * 1024) }).end();
  },
  'reset-midway': async ({ response, answer, socket }) => {
    await beginAndWriteHalf(response, answer);
    socket.resetAndDestroy();
  },
  /** Ends its side of the connection without the last chunk. */
  'half-close': async ({ response, answer, socket }) => {
    await beginAndWriteHalf(response, answer);
    socket.end();
  },
  'fall-silent': async ({ response, answer }) => {
    await beginAndWriteHalf(response, answer);
  },
  'bad-chunking': async ({ response, answer, socket }) => {
    await beginAndWriteHalf(response, answer);
    socket.write('no length\r\n');
  },
  /** Promises more bytes than it sends. */
  'short-length': async ({ response, answer, socket }) => {
    const bytes = Buffer.byteLength(answer.whole);
    begin(response, answer, { 'content-length': bytes + 1 });
    response.write(answer.whole);
    await sleep(20);
    socket.end();
  },
  /** One event of 50 MB. */
  'huge-event': ({ response, answer }) => {
    begin(response, answer);
    const [first = ''] = answer.events;
    response.write(first);
    response.write(`data: {"padding":"${'a'.repeat(50 * megabyte)}"}\n\n`);
    response.end(answer.events.slice(1).join(''));
  },
  /** Says at the start that more is to come than anybody takes. */
  'huge-length': ({ response, answer }) => {
    begin(response, answer, { 'content-length': 1024 * 1024 * megabyte });
    response.write(answer.whole);
  },
  /** Writes events for as long as somebody reads. */
  endless: async ({ response, answer, socket }) => {
    begin(response, answer);
    const [first = '', second = ''] = answer.events;
    response.write(first);
    while (!socket.destroyed) {
      if (!response.write(second)) await drained(response);
      await turn();
    }
  },
  /** Writes in pieces of three bytes, which cuts most characters that have more than one. */
  'split-utf8': async ({ response, answer }) => {
    begin(response, answer);
    const bytes = Buffer.from(answer.whole);
    for (let at = 0; at < bytes.length; at += 3) {
      response.write(bytes.subarray(at, at + 3));
      await turn();
    }
    response.end();
  },
  /** Ends its lines with a carriage return alone. */
  'bare-cr': ({ response, answer }) => {
    begin(response, answer);
    response.end(answer.whole.replaceAll('\n', '\r'));
  },
  /** Ends in good order, without the event that says so. */
  'no-end-marker': ({ response, answer }) => {
    begin(response, answer);
    response.end(answer.events.slice(0, -1).join(''));
  },
  'gzip-bomb': ({ response, answer }) => {
    begin(response, answer, { 'content-encoding': 'gzip' });
    response.end(bomb());
  },
  /** Sends the caller to the metadata service of a cloud. */
  redirect: ({ response }) => {
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
  },
  /** Sends the caller elsewhere on this server, with its method and body. */
  'redirect-home': ({ response }) => {
    response.writeHead(307, { location: '/elsewhere' }).end();
  },
  /** Fails before it has read the request, and closes. */
  'early-500': ({ response }) => {
    response.writeHead(500, { 'content-type': 'application/json', connection: 'close' });
    response.end(
      '{"error":{"message":"It broke.","type":"server_error","param":null,"code":null}}',
    );
  },
  'rate-limited': ({ response }) => {
    response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '7' });
    response.end('{"error":{"message":"Slow down.","type":"rate_limit","param":null,"code":null}}');
  },
  /** Behaves, then closes a connection that it said it would keep. */
  'close-after': async (exchange) => {
    behaviours.fine(exchange);
    await sleep(20);
    exchange.socket.destroy();
  },
} satisfies Record<string, Act>;

export type Behaviour = keyof typeof behaviours;

const begin = (response: ServerResponse, answer: SpokenAnswer, headers: object = {}): void => {
  response.writeHead(200, {
    'content-type': answer.stream ? 'text/event-stream; charset=utf-8' : 'application/json',
    ...headers,
  });
};

/** Half of the events, or half of the JSON body; waits so that they travel in a packet of their own. */
const beginAndWriteHalf = async (response: ServerResponse, answer: SpokenAnswer): Promise<void> => {
  begin(response, answer);
  const half = answer.stream
    ? answer.events.slice(0, Math.floor(answer.events.length / 2)).join('')
    : answer.whole.slice(0, answer.whole.length / 2);
  response.write(half);
  await sleep(20);
};

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    response.once('drain', resolve);
    response.once('close', resolve);
  });

let packed: Buffer | undefined;

/** 600 MB of zeros in 600 KB: a stream of six members. */
const bomb = (): Buffer => {
  packed ??= gzipSync(Buffer.alloc(100 * megabyte));
  return Buffer.concat(Array.from({ length: 6 }, () => packed ?? Buffer.alloc(0)));
};
