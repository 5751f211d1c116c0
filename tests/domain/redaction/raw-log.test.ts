import { expect, test } from 'vitest';
import { looksLikeRawLog } from '../../../src/domain/redaction/raw-log.ts';

const lines = (line: (index: number) => string, count = 6) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

test.each([
  ['a server log', lines((i) => `2026-11-24T12:00:0${i}Z INFO request done status=200`)],
  [
    'an access log',
    lines((i) => `10.0.0.1 - ada [24/Nov/2026:12:00:0${i} +0000] "GET / HTTP/1.1" 200 5`),
  ],
  ['JSON lines', lines((i) => `{"level":30,"time":${i},"msg":"done"}`)],
  [
    'curl -v',
    '> POST /v1/messages HTTP/1.1\n> Host: api\n> User-Agent: curl\n< HTTP/1.1 401\n< x-request-id: r',
  ],
  [
    'a request dump',
    'POST /v1/chat/completions HTTP/1.1\nuser-agent: x\ncontent-type: application/json\n\n{}',
  ],
  ['a stream', lines((i) => `data: {"choices":[${i}]}`)],
  ['a stack trace', `Error: no\n${lines((i) => `    at call (/app/src/main.ts:${i}:10)`)}`],
])('%s is recognised', (_name, text) => {
  expect(looksLikeRawLog(text)).toBe(true);
});

test.each([
  ['a sentence', 'The page says that streams are billed, but it does not say how.'],
  ['a list', lines((i) => `- step ${i}: open the page`)],
  [
    'code',
    'const client = new OpenAI({\n  apiKey,\n  baseURL,\n});\nawait client.models.list();\n',
  ],
  ['one quoted error', 'I get this:\n\nHTTP/1.1 401 Unauthorized\n\nWhat does it mean?'],
  ['a curl command', "curl https://api.example/v1/models \\\n  -H 'x-api-key: $KEY'"],
])('%s is not taken for one', (_name, text) => {
  expect(looksLikeRawLog(text)).toBe(false);
});
