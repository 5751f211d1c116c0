/**
 * The gateway as the islands' API sees it: its own `/v1`, called with the caller's key. The embedded
 * gateway and one elsewhere are asked in the same way.
 */
import { Agent, errors, request } from 'undici';
import type { KeyInfo, RequestLogRow } from '../domain/request-log.ts';
import { Problem } from './problem.ts';

export type GatewayAnswer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** Parsed JSON; undefined when the body is none. */
  body: unknown;
};

export type GatewayCall = {
  method?: 'GET' | 'POST';
  key?: string;
  body?: object;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

export type GatewayClient = {
  kind: 'embedded' | 'remote';
  /** Where this server reaches it, without `/v1`. */
  origin(): string;
  /** Answers whatever the gateway does. Throws a Problem (503) when it cannot be reached. */
  call(path: string, call?: GatewayCall): Promise<GatewayAnswer>;
  /** The same, but every answer that is no 2xx is thrown as a Problem in the reader's words. */
  ask(path: string, call?: GatewayCall): Promise<unknown>;
  key(secret: string): Promise<KeyInfo>;
  request(secret: string, id: string): Promise<RequestLogRow>;
  close(): Promise<void>;
};

export const createGatewayClient = (options: {
  kind: 'embedded' | 'remote';
  origin(): string;
}): GatewayClient => {
  const agent = new Agent({
    connect: { timeout: 5_000 },
    headersTimeout: 10_000,
    bodyTimeout: 10_000,
    maxResponseSize: 8 * 1024 * 1024,
  });

  const call = async (path: string, { key, body, ...rest }: GatewayCall = {}) => {
    try {
      const answer = await request(`${options.origin()}${path}`, {
        dispatcher: agent,
        method: rest.method ?? 'GET',
        signal: rest.signal,
        headers: {
          accept: 'application/json',
          ...(body && { 'content-type': 'application/json' }),
          ...(key && { authorization: `Bearer ${key}` }),
          ...rest.headers,
        },
        body: body && JSON.stringify(body),
      });
      const text = await answer.body.text();
      return { status: answer.statusCode, headers: answer.headers, body: json(text) };
    } catch (error) {
      if (isUnreachable(error)) throw unreachable(error);
      throw error;
    }
  };

  const ask = async (path: string, options?: GatewayCall): Promise<unknown> => {
    const { status, headers, body } = await call(path, options);
    if (status >= 200 && status < 300) return body;
    throw refusal(status, headers['retry-after']);
  };

  return {
    ...options,
    call,
    ask,
    key: async (secret) => (await ask('/v1/key', { key: secret })) as KeyInfo,
    request: async (secret, id) =>
      (await ask(`/v1/requests/${encodeURIComponent(id)}`, { key: secret })) as RequestLogRow,
    close: () => agent.close(),
  };
};

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** Time-outs, refused connections, unknown names, answers cut short. A caller that left is none of these. */
const isUnreachable = (error: unknown): error is Error =>
  error instanceof errors.UndiciError
    ? !(error instanceof errors.RequestAbortedError)
    : error instanceof Error && 'syscall' in error;

const unreachable = (cause: Error): Problem =>
  Object.assign(
    new Problem(
      'unavailable',
      'The gateway cannot be reached from this site.',
      'Try again in a moment; the status page shows what is known.',
      { docs: '/status/', headers: { 'retry-after': '5' } },
    ),
    { cause },
  );

/** What a refusal by the gateway means for the reader of this page. */
const refusal = (status: number, retryAfter: string | string[] | undefined): Problem => {
  if (status === 401 || status === 403)
    return new Problem(
      'unauthorized',
      'The gateway does not accept this key.',
      'Check it for typos, and in the console whether it was disabled or reset.',
      { docs: '/troubleshooting/#401' },
    );
  if (status === 404)
    return new Problem(
      'not_found',
      'The gateway has nothing under this id for this key.',
      'Check the id, and use a key of the account that made the request.',
      { docs: '/troubleshooting/#404' },
    );
  if (status === 429)
    return new Problem(
      'rate_limited',
      'The gateway takes no more requests of this key in this minute.',
      'Wait a moment, then try again.',
      {
        docs: '/troubleshooting/#429',
        headers: typeof retryAfter === 'string' ? { 'retry-after': retryAfter } : {},
      },
    );
  if (status >= 400 && status < 500)
    return new Problem(
      'invalid_request',
      'The gateway refused the request.',
      'Check what was sent.',
    );
  return new Problem(
    'unavailable',
    'The gateway could not answer.',
    'Try again in a moment; the status page shows what is known.',
    { docs: '/status/', headers: { 'retry-after': '5' } },
  );
};
