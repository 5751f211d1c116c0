/** A visitor's browser as far as `/api` sees it: keeps cookies, sends JSON, says where it comes from. */
import type { SandboxAccount } from '../../src/domain/playground-api.ts';

export type Answer<T> = { status: number; headers: Headers; body: T };

export type Visitor = {
  /** The cookies of the session, as a browser would send them. */
  cookies(): string;
  send<T = unknown>(
    method: string,
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>;
  get<T = unknown>(path: string, headers?: Record<string, string>): Promise<Answer<T>>;
  post<T = unknown>(path: string, body?: object): Promise<Answer<T>>;
  /** A sandbox account with a key. */
  sandbox(): Promise<SandboxAccount>;
  /** One chat completion over the gateway; answers its request id. */
  chat(key: string, model?: string, headers?: Record<string, string>): Promise<Chat>;
};

export type Chat = { status: number; requestId: string; body: unknown };

export const newVisitor = (origin: string): Visitor => {
  const jar = new Map<string, string>();
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

  const send = async <T>(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> => {
    const response = await fetch(`${origin}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        origin,
        'sec-fetch-site': 'same-origin',
        ...(jar.size > 0 && { cookie: cookies() }),
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body && JSON.stringify(body),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    const text = await response.text();
    const isJson = /^application\/json(;|$)/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson && text !== '' ? JSON.parse(text) : text) as T,
    };
  };

  return {
    cookies,
    send,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body) => send('POST', path, body),
    sandbox: async () => {
      const { status, body } = await send<SandboxAccount>('POST', '/api/sandbox');
      if (status !== 201) throw new Error(`No sandbox account: ${status} ${JSON.stringify(body)}`);
      return body;
    },
    chat: async (key, model = 'sandbox/echo', headers = {}) => {
      const response = await fetch(`${origin}/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Say this back.' }] }),
      });
      return {
        status: response.status,
        requestId: response.headers.get('x-request-id') ?? '',
        body: await response.json(),
      };
    },
  };
};
