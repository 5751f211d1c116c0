import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Runner } from '../../src/domain/code-samples.ts';
import type { Protocol } from '../../src/domain/protocol.ts';
import { type SnippetId, snippetsFor } from '../../src/domain/snippets.ts';
import { type Gateway, startGateway } from '../../src/verification/gateway.ts';
import { runProgram } from '../../src/verification/program.ts';
import { answerText } from './answer-text.ts';
import { runSample } from './running.ts';

/** What breaks snippets: quotes, line ends, backslashes, what shells and templates expand, and more than ASCII. */
const awkward = [
  `it's "quoted" and \`ticked\`, $HOME \${HOME} $(id) %PATH% !! {{model}}`,
  "a\\nb \\\\ \\' \t tab",
  'EOF',
  '\'\'\'triple\'\'\' """triple""" </script> <!-- # not a comment',
  'żółć 日本語 😀👩‍👩‍👧 \u202Ebidi\u202C \u2028separator',
].join('\n');

const bodies: Record<Exclude<Protocol, 'openai-embeddings'>, object> = {
  'openai-chat': { max_tokens: 300, messages: [{ role: 'user', content: awkward }] },
  'openai-responses': { max_output_tokens: 300, input: awkward },
  'anthropic-messages': { max_tokens: 300, messages: [{ role: 'user', content: awkward }] },
};

const runners: Record<Exclude<SnippetId, 'python-sdk'>, Runner> = {
  curl: 'bash',
  'typescript-sdk': 'ts',
  'typescript-fetch': 'ts',
  python: 'python',
};

describe('snippets of the playground say the awkward text unchanged', { concurrent: true }, () => {
  let gateway: Gateway;
  let key: string;
  beforeAll(async () => {
    gateway = await startGateway();
    key = await gateway.sandboxKey();
  });
  afterAll(() => gateway.stop());

  const snippet = (id: SnippetId, protocol: Protocol, body: object) => {
    const request = { protocol, body: JSON.stringify(body, null, 2) };
    const found = snippetsFor(request, { origin: gateway.origin }).find((each) => each.id === id);
    if (!found) throw new Error(`There is no snippet "${id}".`);
    return found.code;
  };

  for (const [protocol, parts] of Object.entries(bodies) as [keyof typeof bodies, object][])
    for (const stream of [false, true]) {
      const body = { model: 'sandbox/echo', ...parts, ...(stream ? { stream } : {}) };
      const mode = stream ? 'streamed' : 'in one piece';

      for (const [id, runner] of Object.entries(runners) as [keyof typeof runners, Runner][])
        test(`${id}, ${protocol}, ${mode}`, async () => {
          const name = `${id}-${protocol}-${stream}`;
          const ran = await runSample(runner, snippet(id, protocol, body), { name, key });
          expect(ran.exit, ran.output).toBe(0);
          expect(id === 'curl' ? answerText(ran.stdout) : ran.stdout).toContain(awkward);
        });

      test(`python-sdk, ${protocol}, ${mode}: the SDK is handed the very body`, async () => {
        expect(await handedToSdk(snippet('python-sdk', protocol, body))).toEqual(body);
      });
    }
});

/**
 * What the program hands to the SDK. The real package is not on npm; this one stands where the import
 * finds it and writes down its arguments.
 */
const handedToSdk = async (code: string): Promise<unknown> => {
  const folder = await mkdtemp(join(tmpdir(), 'sdk-'));
  try {
    const recorder = `import json
class Recorder:
    def __init__(self, **options): pass
    def __getattr__(self, name): return self
    def __call__(self, **body):
        print(json.dumps(body))
        raise SystemExit
OpenAI = Anthropic = Recorder
`;
    await writeFile(join(folder, 'openai.py'), recorder);
    await writeFile(join(folder, 'anthropic.py'), recorder);
    const { stdout, output } = await runProgram('python3', ['-c', code], {
      cwd: folder,
      env: { PATH: process.env.PATH, PYTHONPATH: folder, TOKENBAY_API_KEY: 'sk-unused' },
      timeoutMs: 25_000,
    });
    expect(stdout, output).not.toBe('');
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
};
