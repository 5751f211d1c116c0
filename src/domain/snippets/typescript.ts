/** The request in TypeScript: with the protocol's official SDK, and with nothing but fetch. */
import { baseUrl, type Protocol, protocols } from '../protocol.ts';
import type { Snippet, SnippetKey, SnippetSource } from '../snippets.ts';
import { anthropicVersion } from './anthropic-version.ts';
import { quoted, typescriptLiteral } from './literals.ts';

type Reading = {
  /** Method of the SDK's client that sends the body. */
  call: string;
  /** Statement that prints the text of a whole answer, which is `answer`. */
  whole: string;
  /** The same for an answer that was read with fetch, where the SDK adds a getter. */
  wholeFetched?: string;
  /** Statements inside the loop over events, each of which is `event`. */
  event: string[];
};

const readings: Record<Protocol, Reading> = {
  'openai-chat': {
    call: 'chat.completions.create',
    whole: 'console.log(answer.choices[0]?.message.content);',
    event: ["process.stdout.write(event.choices[0]?.delta.content ?? '');"],
  },
  'openai-responses': {
    call: 'responses.create',
    whole: 'console.log(answer.output_text);',
    wholeFetched:
      "console.log(answer.output.flatMap((item) => item.content ?? []).map((part) => part.text).join(''));",
    event: ["if (event.type === 'response.output_text.delta') process.stdout.write(event.delta);"],
  },
  'openai-embeddings': {
    call: 'embeddings.create',
    whole: 'console.log(answer.data[0]?.embedding);',
    event: [],
  },
  'anthropic-messages': {
    call: 'messages.create',
    whole:
      "for (const block of answer.content) if (block.type === 'text') console.log(block.text);",
    event: [
      "if (event.type === 'content_block_delta' && event.delta.type === 'text_delta')",
      '  process.stdout.write(event.delta.text);',
    ],
  },
};

const packages = {
  openai: { name: 'openai', client: 'OpenAI' },
  anthropic: { name: '@anthropic-ai/sdk', client: 'Anthropic' },
} as const;

export const typescriptSdkSnippet = (source: SnippetSource): Snippet => {
  const { family } = protocols[source.protocol];
  const { name, client } = packages[family];
  const reading = readings[source.protocol];
  const variable = source.stream ? 'stream' : 'answer';
  return {
    id: 'typescript-sdk',
    label: `TypeScript, ${client} SDK`,
    language: 'typescript',
    install: `npm install ${name}`,
    code: [
      `import ${client} from '${name}';`,
      '',
      `const client = new ${client}({`,
      `  baseURL: ${quoted(baseUrl(source.origin, family))},`,
      `  apiKey: ${keyExpression(source.key)},`,
      '});',
      '',
      `const ${variable} = await client.${reading.call}(${typescriptLiteral(source.body)});`,
      '',
      ...(source.stream
        ? ['for await (const event of stream) {', ...indented(reading.event, 1), '}']
        : [reading.whole]),
    ].join('\n'),
  };
};

export const fetchSnippet = (source: SnippetSource): Snippet => {
  const { family, path } = protocols[source.protocol];
  const reading = readings[source.protocol];
  return {
    id: 'typescript-fetch',
    label: 'TypeScript, fetch',
    language: 'typescript',
    install: null,
    code: [
      `const response = await fetch(${quoted(source.origin + path)}, {`,
      "  method: 'POST',",
      '  headers: {',
      ...(family === 'anthropic'
        ? [
            `    'x-api-key': ${keyExpression(source.key, true)},`,
            `    'anthropic-version': '${anthropicVersion}',`,
          ]
        : [`    authorization: ${bearer(source.key)},`]),
      "    'content-type': 'application/json',",
      '  },',
      `  body: JSON.stringify(${typescriptLiteral(source.body, 1)}),`,
      '});',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the code of the snippet.
      'if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);',
      '',
      ...(source.stream
        ? readEvents(reading.event)
        : ['const answer = await response.json();', reading.wholeFetched ?? reading.whole]),
    ].join('\n'),
  };
};

const readEvents = (statements: string[]): string[] => [
  "let rest = '';",
  'for await (const text of response.body.pipeThrough(new TextDecoderStream())) {',
  '  const lines = (rest + text).split(/\\r?\\n/);',
  "  rest = lines.pop() ?? '';",
  '  for (const line of lines) {',
  "    if (!line.startsWith('data: ') || line === 'data: [DONE]') continue;",
  "    const event = JSON.parse(line.slice('data: '.length));",
  ...indented(statements, 2),
  '  }',
  '}',
];

const indented = (lines: string[], depth: number): string[] =>
  lines.map((line) => '  '.repeat(depth) + line);

const keyExpression = (key: SnippetKey, required = false): string => {
  if ('secret' in key) return quoted(key.secret);
  return `process.env.${key.variable}${required ? " ?? ''" : ''}`;
};

const bearer = (key: SnippetKey): string =>
  'secret' in key ? quoted(`Bearer ${key.secret}`) : `\`Bearer \${process.env.${key.variable}}\``;
