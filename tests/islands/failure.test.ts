import { describe, expect, it } from 'vitest';
import { errorBody, gatewayErrors } from '../../src/domain/errors.ts';
import { adviceOf, answerFailure, fieldFault } from '../../src/islands/gateway/failure.ts';

const context = { requestId: 'req_1', docsOrigin: 'https://docs.example.com' };
const answer = (status: number, body: string, type = 'application/json') =>
  answerFailure(
    new Response(body, { status, headers: { 'content-type': type, 'x-request-id': 'req_1' } }),
    body,
  );

describe('a failure in words', () => {
  it('shows the message of every error of the gateway, with a link to its page', () => {
    for (const [name, facts] of Object.entries(gatewayErrors))
      for (const family of ['openai', 'anthropic'] as const) {
        const body = errorBody(name as keyof typeof gatewayErrors, family, context);
        const failure = answer(facts.status, JSON.stringify(body));
        expect(failure.message).toBe(`${facts.message} ${facts.fix}`);
        expect(failure.docs).toMatch(/^\//);
        expect(failure.requestId).toBe('req_1');
      }
  });

  it('shows message and fix of an error of /api', () => {
    const error = { code: 'rate_limited', message: 'Too many.', fix: 'Wait.', field: 'x' };
    expect(answer(429, JSON.stringify({ error }))).toMatchObject({
      message: 'Too many.',
      fix: 'Wait.',
      field: 'x',
      status: 429,
    });
  });

  it('names no field of the API as what happened: the field says it, or else the advice', () => {
    const error = {
      code: 'invalid_request',
      message: '"page.path" is not valid.',
      fix: 'It is missing.',
      field: 'page.path',
    };
    const failure = answer(400, JSON.stringify({ error }));
    expect(failure.message).not.toContain('page.path');
    expect(fieldFault(failure, 'page.path')).toBe('It is missing.');
    expect(adviceOf(failure)).toMatch(/^page\.path: It is missing\./);
  });

  it('leads from an error of an upstream to the section of its status', () => {
    const error = { type: 'overloaded_error', message: 'Overloaded' };
    expect(answer(529, JSON.stringify({ type: 'error', error })).docs).toBe(
      '/troubleshooting/#529',
    );
    const refused = { type: 'conflict_error', message: 'It is there already.' };
    expect(answer(409, JSON.stringify({ error: refused })).docs).toBe(
      '/troubleshooting/#another-status',
    );
  });

  it('says how long to wait, as the answer does', () => {
    const error = { type: 'rate_limit_error', message: 'Wait as long as retry-after says.' };
    const response = new Response(null, { status: 429, headers: { 'retry-after': '7' } });
    expect(answerFailure(response, JSON.stringify({ error })).fix).toContain('7 s');
  });

  it('says what to do when something else answered in the gateway’s place', () => {
    const failure = answer(502, '<html>Bad gateway</html>', 'text/html');
    expect(failure.message).toContain('502');
    expect(failure.fix).toContain('proxy');
  });
});
