/** Sends one request after the other over a number of connections, and times each of them. */
import { connect, type Socket } from 'node:net';
import { createResponseReader } from './response-reader.ts';

export type Target = { origin: string; path: string; headers: Record<string, string> };

export type LoadOptions = {
  target: Target;
  body: string;
  /** What each answer must be. */
  answer: string;
  connections: number;
  seconds: number;
};

export type LoadResult = {
  answers: number;
  perSecond: number;
  /** Milliseconds from the first byte of the request to the last of the answer. */
  median: number;
  p99: number;
};

/** Rejects at the first answer that is not the expected one. */
export const load = async (options: LoadOptions): Promise<LoadResult> => {
  const times: number[] = [];
  const started = performance.now();
  const until = started + options.seconds * 1000;
  const bytes = requestBytes(options.target, options.body);
  const length = Buffer.byteLength(options.answer);
  await Promise.all(
    Array.from({ length: options.connections }, () =>
      sendInTurn(options.target, bytes, length, until, times),
    ),
  );
  const elapsed = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor((times.length - 1) * share)] ?? Number.NaN;
  return {
    answers: times.length,
    perSecond: times.length / elapsed,
    median: at(0.5),
    p99: at(0.99),
  };
};

export const requestBytes = (target: Target, body: string): Buffer =>
  Buffer.from(
    [
      `POST ${target.path} HTTP/1.1`,
      `host: ${new URL(target.origin).host}`,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      ...Object.entries(target.headers).map(([name, value]) => `${name}: ${value}`),
      '',
      body,
    ].join('\r\n'),
  );

export const openSocket = ({ origin }: Target): Socket => {
  const { port, hostname } = new URL(origin);
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  return socket;
};

const sendInTurn = (
  target: Target,
  bytes: Buffer,
  length: number,
  until: number,
  times: number[],
): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = openSocket(target);
    let sentAt = 0;
    const send = () => {
      sentAt = performance.now();
      socket.write(bytes);
    };
    const read = createResponseReader((response) => {
      const now = performance.now();
      if (response.status !== 200 || response.length !== length)
        return socket.destroy(
          new Error(
            `${target.origin} answered ${response.status} with ${response.length} bytes instead of ${length}.`,
          ),
        );
      times.push(now - sentAt);
      if (now < until) return send();
      socket.end();
      resolve();
    });
    socket.on('connect', send);
    socket.on('data', read);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`${target.origin} closed a connection.`)));
  });
