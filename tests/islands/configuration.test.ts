import { marked } from 'marked';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import type { LiveModel } from '../../src/domain/playground-api.ts';
import type { Protocol } from '../../src/domain/protocol.ts';
import { chosenModel } from '../../src/islands/configuration/chosen-model.ts';
import { codeIn, InlineText } from '../../src/islands/configuration/inline-text.tsx';
import { colouredLines, sampleValues } from '../../src/islands/configuration/samples.ts';
import { systemOf } from '../../src/islands/configuration/system-of.ts';
import { recipePages } from '../../src/verification/pages.ts';

const model = (id: string, ...protocols: Protocol[]): LiveModel => ({
  id,
  name: id,
  description: '',
  kind: 'chat',
  protocols,
  contextWindow: null,
  maxOutput: null,
  modality: { input: ['text'], output: ['text'] },
  caching: false,
  rates: null,
  multiplier: null,
  price: null,
  coming: null,
  testModel: false,
});

describe('the model of a set-up', () => {
  const live = [
    model('gpt', 'openai-chat', 'openai-responses'),
    model('claude', 'anthropic-messages', 'openai-chat'),
  ];
  const choice = { own: null, live, protocol: 'anthropic-messages', example: 'gpt' } as const;

  test('is the page’s example when the caller can call it, or nothing is known', () => {
    expect(chosenModel({ ...choice, protocol: 'openai-chat' })).toBe('gpt');
    expect(chosenModel({ ...choice, live: undefined })).toBe('gpt');
    expect(chosenModel({ ...choice, live: [] })).toBe('gpt');
  });

  test('is one that speaks the protocol when the example doesn’t, or isn’t served', () => {
    expect(chosenModel(choice)).toBe('claude');
    expect(chosenModel({ ...choice, protocol: 'openai-chat', example: 'unheard-of' })).toBe('gpt');
  });

  test('is the reader’s own, also when no list has it, but not over a protocol that it doesn’t speak', () => {
    expect(chosenModel({ ...choice, own: 'by-hand' })).toBe('by-hand');
    expect(chosenModel({ ...choice, protocol: 'openai-chat', own: 'claude' })).toBe('claude');
    expect(chosenModel({ ...choice, own: 'gpt' })).toBe('claude');
  });
});

test('every line that recipes have reads as Markdown reads it', async () => {
  const lines = (await recipePages()).flatMap(({ recipe }) =>
    recipe.setups.flatMap(({ where, note, notRun, fields = [], commands = [] }) => [
      where,
      note,
      notRun,
      ...fields.map(({ value }) => value),
      ...commands.map((command) => command.note),
    ]),
  );
  const written = lines.filter((line) => line !== undefined);
  expect(written.length).toBeGreaterThan(50);
  for (const markdown of written)
    expect(entities(renderToStaticMarkup(createElement(InlineText, { markdown })))).toBe(
      entities(await marked.parseInline(markdown)),
    );
});

const entities = (html: string): string =>
  html.replaceAll('&#x27;', "'").replaceAll('&#39;', "'").replaceAll('&quot;', '"');

test('markup in a value stays text', () => {
  const html = renderToStaticMarkup(
    createElement(InlineText, { markdown: '`<img src=x onerror=alert(1)>` and <b>bold</b>' }),
  );
  expect(html).toBe('<code>&lt;img src=x onerror=alert(1)&gt;</code> and &lt;b&gt;bold&lt;/b&gt;');
  expect(codeIn('`a`, or `b`')).toEqual(['a', 'b']);
});

describe('code coloured at build', () => {
  const sample: [string, string?][][] = [
    [['run '], [`--model ${sampleValues.model}`, 'token-string']],
    [[`${sampleValues.origin}/v1`]],
  ];
  const sampled = `run --model ${sampleValues.model}\n${sampleValues.origin}/v1`;
  const values = { origin: 'http://localhost:4321', model: 'sandbox/docs' };

  test('keeps its colours with other values', () => {
    const code = 'run --model sandbox/docs\nhttp://localhost:4321/v1';
    expect(colouredLines([sample as never], sampled, code, values)).toEqual([
      [
        { content: 'run ', color: undefined },
        { content: '--model sandbox/docs', color: 'var(--code-token-string)' },
      ],
      [{ content: 'http://localhost:4321/v1', color: undefined }],
    ]);
  });

  test('stays plain where the renderer writes a value in another form, or nothing was coloured', () => {
    expect(colouredLines([sample as never], sampled, 'run --model "a b"', values)).toBeUndefined();
    expect(colouredLines([], sampled, sampled, values)).toBeUndefined();
  });
});

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'windows'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 'macos'],
  ['Mozilla/5.0 (X11; Linux x86_64)', 'linux'],
])('%s runs on %s', (agent, system) => {
  expect(systemOf(agent)).toBe(system);
});
