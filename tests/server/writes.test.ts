import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';

let server: ServerUnderTest;

beforeAll(async () => {
  server = await startServer();
});

afterAll(async () => {
  await server.stop();
});

test.each(['/chat/completions', '/messages', '/responses', '/embeddings', '/no/such/%'])(
  'POST %s is told in JSON that /v1 is missing',
  async (path) => {
    const answer = await fetch(`${server.origin}${path}`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/json');
    const { error } = (await answer.json()) as { error: Record<string, string> };
    expect(error).toMatchObject({ type: 'invalid_request_error', code: 'not_found', param: null });
    expect(error.message).toContain('all of them begin with /v1');
    expect(error.message).toMatch(/\/troubleshooting\/#404$/);
  },
);

test('an SDK with a base URL without /v1 shows what is wrong', async () => {
  const client = new OpenAI({ baseURL: server.origin, apiKey: 'sk-x', maxRetries: 0 });
  const call = client.chat.completions.create({
    model: 'sandbox/echo',
    messages: [{ role: 'user', content: 'Hello' }],
  });
  await expect(call).rejects.toThrow(/404 There is no endpoint .* begin with \/v1/);
});

test.each(['/', '/healthz', '/metrics', '/.well-known/security.txt'])(
  'what can only be read says so to POST: %s',
  async (path) => {
    const answer = await fetch(`${server.origin}${path}`, { method: 'POST' });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
    expect(await answer.text()).toContain('GET and HEAD only');
  },
);
