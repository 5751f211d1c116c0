import { expect, test } from 'vitest';
import { scenarioHref, scenarioNames } from '../../src/components/faq/scenarios.ts';
import { runHref } from '../../src/components/run-link.ts';
import { promptRequest } from '../../src/domain/prompt-request.ts';
import { decodeShare } from '../../src/domain/share-link.ts';

test.each(['openai-chat', 'openai-responses', 'anthropic-messages'] as const)(
  'a link to run a request over %s carries a body that the endpoint takes, and no key',
  (protocol) => {
    const request = { model: 'sandbox/echo', protocol, prompt: 'Hello “you”' };
    const opened = decodeShare(new URL(runHref(request), 'http://docs').hash);
    expect(opened).toEqual(promptRequest(request));
    expect(JSON.parse(opened?.body ?? '')).toMatchObject({ model: 'sandbox/echo', stream: true });
    expect(opened?.body).not.toContain('sk-');
  },
);

test('every scenario of the FAQ leads to a page or to a request for a test model', () => {
  for (const name of scenarioNames) {
    const url = new URL(scenarioHref(name), 'http://docs');
    if (url.pathname !== '/playground/') continue;
    expect(decodeShare(url.hash)?.body).toContain('"model": "sandbox/');
  }
});
