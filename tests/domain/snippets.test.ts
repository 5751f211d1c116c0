import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Protocol } from '../../src/domain/protocol.ts';
import {
  pythonLiteral,
  shellQuoted,
  typescriptLiteral,
} from '../../src/domain/snippets/literals.ts';
import { snippetsFor } from '../../src/domain/snippets.ts';

const hostile = {
  text: `it's "quoted" \\ back\\\\slash $HOME $(id) \`id\` !! %s {{x}} \n new line \r\t end`,
  unicode: 'Grüße 你好 👩‍👩‍👧 \u2028 \u202e reversed \ud800 \u0000 \u007f',
  __proto: 1,
  ['__proto__']: { polluted: true },
  'a-b': [true, false, null, -0.5, 1e21, '', {}, []],
  code: `''' """ $\{x} */ <!-- </script>`,
};
const json = JSON.stringify(hostile);

const request = (protocol: Protocol, body: object) => ({ protocol, body: JSON.stringify(body) });
const chat = request('openai-chat', {
  model: 'sandbox/echo',
  messages: [{ role: 'user', content: hostile.text }],
  stream: true,
});
const options = { origin: 'http://127.0.0.1:4321' };
const protocols: Protocol[] = [
  'openai-chat',
  'openai-responses',
  'openai-embeddings',
  'anthropic-messages',
];

describe('literals', () => {
  it('a TypeScript literal evaluates to the very value, __proto__ included', () => {
    const value: unknown = new Function(`return ${typescriptLiteral(JSON.parse(json))}`)();
    expect(JSON.stringify(value)).toBe(json);
  });

  it('a Python literal evaluates to the very value', () => {
    const program = `import json\nprint(json.dumps(${pythonLiteral(JSON.parse(json))}))`;
    const printed = execFileSync('python3', ['-c', program], { encoding: 'utf8' });
    expect(JSON.parse(printed)).toEqual(JSON.parse(json));
  });

  it('a shell argument arrives as the very text', () => {
    const text = hostile.text;
    expect(
      execFileSync('bash', ['-c', `printf %s ${shellQuoted(text)}`], { encoding: 'utf8' }),
    ).toBe(text);
  });

  it('controls that reorder text are written as escapes', () => {
    for (const literal of [typescriptLiteral, pythonLiteral])
      expect(literal({ a: 'x\u202ey' })).toContain('x\\u202ey');
  });
});

describe('snippetsFor', () => {
  it('reads the key from TOKENBAY_API_KEY and holds none by itself', () => {
    for (const protocol of protocols)
      for (const { code } of snippetsFor(request(protocol, { model: 'm', input: 'x' }), options)) {
        expect(code).toContain('TOKENBAY_API_KEY');
        expect(code).not.toMatch(/sk-/);
      }
  });

  it('holds the key, and no variable, when it is asked to', () => {
    for (const protocol of protocols)
      for (const { code } of snippetsFor(request(protocol, { model: 'm' }), {
        ...options,
        key: "sk-it's",
      })) {
        expect(code).not.toContain('TOKENBAY_API_KEY');
        expect(code).toMatch(/sk-it/);
      }
  });

  it('sends the same body from every language', () => {
    const [curl, sdk, fetched, , python] = snippetsFor(chat, options).map(({ code }) => code);
    const body = JSON.parse(chat.body);
    const inShell = execFileSync('bash', ['-c', `curl() { printf %s "\${@: -1}"; }\n${curl}`], {
      encoding: 'utf8',
    });
    expect(JSON.parse(inShell)).toEqual(body);
    for (const code of [sdk, fetched]) {
      const literal = /(?:create|stringify)\((\{[\s\S]*?\n\s*\})\)/.exec(code ?? '')?.[1];
      expect(new Function(`return ${literal}`)()).toEqual(body);
    }
    const literal = /^body = (\{[\s\S]*?\n\})/m.exec(python ?? '')?.[1];
    const printed = execFileSync('python3', ['-c', `import json\nprint(json.dumps(${literal}))`], {
      encoding: 'utf8',
    });
    expect(JSON.parse(printed)).toEqual(body);
  });

  it('keeps a curl body as it was typed, digits that a parser would round included', () => {
    const typed = '{"model":"m","seed":9007199254740993}';
    const curl = snippetsFor({ protocol: 'openai-chat', body: typed }, options)[0];
    expect(curl?.code).toContain(typed);
  });

  it('generated code gives SDKs their base URL: OpenAI with /v1, Anthropic without (D1)', () => {
    const code = (protocol: Protocol) =>
      snippetsFor(request(protocol, { model: 'm' }), options).find(
        ({ id }) => id === 'typescript-sdk',
      )?.code;
    expect(code('openai-chat')).toContain('baseURL: "http://127.0.0.1:4321/v1"');
    expect(code('anthropic-messages')).toContain('baseURL: "http://127.0.0.1:4321"');
  });

  it('has nothing to give for a body that is no JSON object', () => {
    for (const body of ['', '{', '[1]', 'null'])
      expect(snippetsFor({ protocol: 'openai-chat', body }, options)).toEqual([]);
  });
});
