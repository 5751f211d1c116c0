/** Sends one request to the gateway and hands on what arrives, as it arrives. Stop by the signal. */
import { createParser } from 'eventsource-parser';
import { protocols } from '../../domain/protocol.ts';
import type { SharedRequest } from '../../domain/share-link.ts';
import { anthropicVersion } from '../../domain/snippets/anthropic-version.ts';
import { eventError, eventText, wholeText } from './answer-text.ts';
import { answerFailure, brokenFailure, type Failure, networkFailure } from './failure.ts';

/** One event of a stream, or the whole body of an answer that is none. */
export type RawEvent = {
  /** Milliseconds since the request was sent, by this browser's clock. */
  at: number;
  /** SSE's event name, where the protocol gives one. */
  name: string | null;
  /** As it came. */
  data: string;
};

export type Head = {
  at: number;
  status: number;
  requestId: string | null;
  /** In the order in which the browser gives them: by name. */
  headers: [name: string, value: string][];
};

export type Arrival = { event: RawEvent; text: string };

export type End =
  | { how: 'finished'; at: number }
  /** The signal ended it. */
  | { how: 'stopped'; at: number }
  | { how: 'failed'; at: number; failure: Failure };

export type Listener = { head(head: Head): void; arrived(arrival: Arrival): void };

export const sendRequest = async (
  request: SharedRequest,
  key: string,
  signal: AbortSignal,
  listener: Listener,
): Promise<End> => {
  const started = performance.now();
  const now = () => performance.now() - started;
  let requestId: string | null = null;
  try {
    const response = await fetch(protocols[request.protocol].path, {
      method: 'POST',
      headers: requestHeaders(request, key),
      body: request.body,
      signal,
    });
    const head = readHead(response, now());
    requestId = head.requestId;
    listener.head(head);
    const streamed = response.headers.get('content-type')?.startsWith('text/event-stream');
    const failure = streamed
      ? await readStream(request, response, now, listener)
      : await readWhole(request, response, now, listener);
    return failure ? { how: 'failed', at: now(), failure } : { how: 'finished', at: now() };
  } catch (error) {
    if (signal.aborted) return { how: 'stopped', at: now() };
    // fetch and its reader reject with a TypeError when the connection fails or breaks off.
    if (!(error instanceof TypeError)) throw error;
    const failure = requestId ? brokenFailure(requestId) : networkFailure();
    return { how: 'failed', at: now(), failure };
  }
};

const requestHeaders = ({ protocol }: SharedRequest, key: string): Record<string, string> => ({
  'content-type': 'application/json',
  ...(protocols[protocol].family === 'anthropic'
    ? { 'x-api-key': key, 'anthropic-version': anthropicVersion }
    : { authorization: `Bearer ${key}` }),
});

const readHead = (response: Response, at: number): Head => ({
  at,
  status: response.status,
  requestId: response.headers.get('x-request-id') ?? response.headers.get('request-id'),
  headers: [...response.headers],
});

const readStream = async (
  { protocol }: SharedRequest,
  response: Response,
  now: () => number,
  listener: Listener,
): Promise<Failure | undefined> => {
  let failure: Failure | undefined;
  const parser = createParser({
    onEvent: ({ event, data }) => {
      const value = parsed(data);
      const message = eventError(value);
      if (message !== undefined)
        failure = { ...brokenFailure(response.headers.get('x-request-id')), message };
      listener.arrived({
        event: { at: now(), name: event ?? null, data },
        text: eventText(protocol, value),
      });
    },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read())
    parser.feed(read.value);
  return failure;
};

const readWhole = async (
  { protocol }: SharedRequest,
  response: Response,
  now: () => number,
  listener: Listener,
): Promise<Failure | undefined> => {
  const data = await response.text();
  const text = response.ok ? wholeText(protocol, parsed(data)) : '';
  listener.arrived({ event: { at: now(), name: null, data }, text });
  return response.ok ? undefined : answerFailure(response, data);
};

const parsed = (data: string): unknown => {
  try {
    return JSON.parse(data);
  } catch (error) {
    // `[DONE]`, and whatever an upstream sends that is no JSON, stays in the view of raw events.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
