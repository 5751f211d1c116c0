/** The request in Python: with the protocol's official SDK, and with nothing but the standard library. */

import { baseUrl, type Protocol, protocols } from '../protocol.ts';
import type { JsonObject } from '../protocols/json-value.ts';
import type { Snippet, SnippetKey, SnippetSource } from '../snippets.ts';
import { anthropicVersion } from './anthropic-version.ts';
import { pythonArguments, pythonLiteral, quoted } from './literals.ts';

type Reading = {
  call: string;
  /** Lines that print the text of `answer`: an object of the SDK, or parsed JSON. */
  whole: { sdk: string[]; json: string[] };
  /** Lines inside the loop over `event`. */
  event: { sdk: string[]; json: string[] };
};

const print = (text: string): string => `print(${text}, end="", flush=True)`;

const readings: Record<Protocol, Reading> = {
  'openai-chat': {
    call: 'chat.completions.create',
    whole: {
      sdk: ['print(answer.choices[0].message.content)'],
      json: ['print(answer["choices"][0]["message"]["content"])'],
    },
    event: {
      sdk: ['for choice in event.choices:', `    ${print('choice.delta.content or ""')}`],
      json: [
        'for choice in event.get("choices", []):',
        `    ${print('choice["delta"].get("content") or ""')}`,
      ],
    },
  },
  'openai-responses': {
    call: 'responses.create',
    whole: {
      sdk: ['print(answer.output_text)'],
      json: [
        'for item in answer["output"]:',
        '    for part in item.get("content", []):',
        '        print(part.get("text", ""))',
      ],
    },
    event: {
      sdk: ['if event.type == "response.output_text.delta":', `    ${print('event.delta')}`],
      json: [
        'if event.get("type") == "response.output_text.delta":',
        `    ${print('event["delta"]')}`,
      ],
    },
  },
  'openai-embeddings': {
    call: 'embeddings.create',
    whole: {
      sdk: ['print(answer.data[0].embedding)'],
      json: ['print(answer["data"][0]["embedding"])'],
    },
    event: { sdk: [], json: [] },
  },
  'anthropic-messages': {
    call: 'messages.create',
    whole: {
      sdk: [
        'for block in answer.content:',
        '    if block.type == "text":',
        '        print(block.text)',
      ],
      json: ['for block in answer["content"]:', '    print(block.get("text", ""))'],
    },
    event: {
      sdk: [
        'if event.type == "content_block_delta" and event.delta.type == "text_delta":',
        `    ${print('event.delta.text')}`,
      ],
      json: [
        'if event.get("type") == "content_block_delta":',
        `    ${print('event["delta"].get("text", "")')}`,
      ],
    },
  },
};

const packages = {
  openai: { name: 'openai', client: 'OpenAI' },
  anthropic: { name: 'anthropic', client: 'Anthropic' },
} as const;

/** Fields that the SDKs took as arguments when they came out; all others travel in `extra_body`. */
const knownArguments = new Set(
  'input instructions max_completion_tokens max_output_tokens max_tokens messages model stop stream stream_options system temperature top_p'.split(
    ' ',
  ),
);

export const pythonSdkSnippet = (source: SnippetSource): Snippet => {
  const { family } = protocols[source.protocol];
  const { name, client } = packages[family];
  const { call, whole, event } = readings[source.protocol];
  const variable = source.stream ? 'stream' : 'answer';
  return {
    id: 'python-sdk',
    label: `Python, ${client} SDK`,
    language: 'python',
    install: `pip install ${name}`,
    code: [
      'import os',
      '',
      `from ${name} import ${client}`,
      '',
      `client = ${client}(`,
      `    base_url=${quoted(baseUrl(source.origin, family))},`,
      `    api_key=${keyExpression(source.key)},`,
      ')',
      '',
      `${variable} = client.${call}(`,
      pythonArguments(sdkArguments(source.body)),
      ')',
      '',
      ...(source.stream ? ['for event in stream:', ...indented(event.sdk), 'print()'] : whole.sdk),
    ]
      .join('\n')
      .replace(/^import os\n\n/, 'secret' in source.key ? '' : '$&'),
  };
};

export const pythonSnippet = (source: SnippetSource): Snippet => {
  const { family, path } = protocols[source.protocol];
  const { whole, event } = readings[source.protocol];
  const headers =
    family === 'anthropic'
      ? [
          `        "x-api-key": ${keyExpression(source.key)},`,
          `        "anthropic-version": "${anthropicVersion}",`,
        ]
      : [`        "Authorization": "Bearer " + ${keyExpression(source.key)},`];
  return {
    id: 'python',
    label: 'Python, standard library',
    language: 'python',
    install: null,
    code: [
      'import json',
      ...('secret' in source.key ? [] : ['import os']),
      'import urllib.request',
      '',
      `body = ${pythonLiteral(source.body)}`,
      '',
      'request = urllib.request.Request(',
      `    ${quoted(source.origin + path)},`,
      '    data=json.dumps(body).encode(),',
      '    headers={',
      ...headers,
      '        "Content-Type": "application/json",',
      '    },',
      ')',
      '',
      'with urllib.request.urlopen(request) as response:',
      ...indented(source.stream ? readEvents(event.json) : ['answer = json.load(response)']),
      ...(source.stream ? ['print()'] : ['', ...whole.json]),
    ].join('\n'),
  };
};

const readEvents = (lines: string[]): string[] => [
  'for line in response:',
  '    if not line.startswith(b"data: ") or line.strip() == b"data: [DONE]":',
  '        continue',
  '    event = json.loads(line[len(b"data: "):])',
  ...indented(lines),
];

const indented = (lines: string[]): string[] => lines.map((line) => `    ${line}`);

const keyExpression = (key: SnippetKey): string =>
  'secret' in key ? quoted(key.secret) : `os.environ["${key.variable}"]`;

const sdkArguments = (body: JsonObject): JsonObject => {
  const entries = Object.entries(body);
  const known = entries.filter(([name]) => knownArguments.has(name));
  const others = entries.filter(([name]) => !knownArguments.has(name));
  return Object.fromEntries(
    others.length === 0 ? known : [...known, ['extra_body', Object.fromEntries(others)]],
  );
};
