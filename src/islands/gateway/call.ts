/** Calls of `/api` and of the gateway's own JSON endpoints. A failure is a value that can be shown as it is. */
import { answerFailure, type Failure, networkFailure, notJsonFailure } from './failure.ts';

export type Answer<T> =
  | { ok: true; value: T; headers: Headers }
  | { ok: false; failure: Failure }
  /** The caller's own signal ended it: nothing to show. */
  | { ok: false; failure: null };

export type CallOptions = {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT';
  /** Sent as JSON. */
  body?: unknown;
  /** A secret for the gateway, or for `/api` to ask the gateway with. */
  key?: string;
  signal?: AbortSignal;
  headers?: Record<string, string>;
};

/** `path` begins with `/api/` or `/v1/`. What `T` is, the contract says; the server is this site's own. */
export const call = async <T>(path: string, options: CallOptions = {}): Promise<Answer<T>> => {
  try {
    const response = await fetch(path, requestInit(options));
    const body = await response.text();
    if (!response.ok) return { ok: false, failure: answerFailure(response, body) };
    return { ok: true, value: JSON.parse(body) as T, headers: response.headers };
  } catch (error) {
    if (options.signal?.aborted) return { ok: false, failure: null };
    if (error instanceof SyntaxError) return { ok: false, failure: notJsonFailure(200) };
    // fetch rejects with a TypeError when no answer came, whatever the reason.
    if (error instanceof TypeError) return { ok: false, failure: networkFailure() };
    throw error;
  }
};

const requestInit = ({ method, body, key, signal, headers }: CallOptions): RequestInit => ({
  method: method ?? (body === undefined ? 'GET' : 'POST'),
  signal: signal ?? null,
  headers: {
    accept: 'application/json',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(key && { authorization: `Bearer ${key}` }),
    ...headers,
  },
  ...(body !== undefined && { body: JSON.stringify(body) }),
});
