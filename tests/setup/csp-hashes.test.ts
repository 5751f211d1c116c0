import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { collectHashes } from '../../src/setup/csp-hashes.mjs';

const hashesIn = (html: string) => {
  const found = { script: new Set<string>(), style: new Set<string>() };
  collectHashes(html, found);
  return found;
};

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

test('inline scripts and styles are allowed by their hash', () => {
  const found = hashesIn(
    '<style>a{}</style><script>one()</script><script type="module">two()\r\n</script>',
  );
  expect([...found.style]).toEqual([hash('a{}')]);
  expect([...found.script]).toEqual([hash('one()'), hash('two()\n')]);
});

test('files and blocks of data need no hash', () => {
  const found = hashesIn(
    '<script src="/_astro/a.js"></script><script type="application/ld+json">{"a":1}</script>',
  );
  expect(found.script.size).toBe(0);
});
