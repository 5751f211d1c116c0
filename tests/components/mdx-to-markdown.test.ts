import { expect, test } from 'vitest';
import { mdxToMarkdown } from '../../src/components/markdown/mdx-to-markdown.ts';

const options = {
  link: (url: string) => (url.startsWith('/') ? `https://docs.example${url}` : url),
  parts: (name: string, attributes: Record<string, string>) =>
    name === 'Say' ? `said ${attributes.what}` : undefined,
};
const markdown = (mdx: string) => mdxToMarkdown(mdx, options);

test('imports and expressions go, components become words or leave what stands inside', () => {
  expect(markdown('import A from \'a\';\n\nText <Say what="hello" />, {1 + 1}.\n')).toBe(
    'Text said hello, .\n',
  );
  expect(markdown('<Tabs>\n<Tab label="a">\n\nInside.\n\n</Tab>\n</Tabs>\n')).toBe('Inside.\n');
});

test('links inside the site are rewritten, those in code and to elsewhere are not', () => {
  expect(markdown('[`/a/`](/a/#b), [x](https://x.example), `[y](/y/)`')).toBe(
    '[`/a/`](https://docs.example/a/#b), [x](https://x.example), `[y](/y/)`\n',
  );
});

test('code blocks keep their text and lose the marks for tests', () => {
  expect(markdown('```bash run="bash"\nimport x <Say/>\n```')).toBe(
    '```bash\nimport x <Say/>\n```\n',
  );
  expect(markdown('- a\n\n  ```json file="a.json"\n  {}\n  ```')).toBe(
    '- a\n\n  ```json title="a.json"\n  {}\n  ```\n',
  );
});

test('characters outside of ASCII do not shift what is replaced', () => {
  expect(markdown('“×” 😀 [a](/b/) é <Say what="x" /> ü')).toBe(
    '“×” 😀 [a](https://docs.example/b/) é said x ü\n',
  );
});
