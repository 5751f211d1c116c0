import { expect, test } from 'vitest';
import { attributes, builtSite } from './built-site.ts';

const built = builtSite();

/** Scripts that a page loads, with the scripts that these import at once. */
const scriptsOf = (html: string): string[] => {
  const found = new Set<string>();
  const add = (path: string) => {
    if (found.has(path)) return;
    found.add(path);
    for (const [, name = ''] of built.read(path).matchAll(/(?:import|from)\s*"(\.[^"]+\.js)"/g))
      add(new URL(name, `http://docs${path}`).pathname);
  };
  for (const path of attributes(html, 'script', 'src')) add(path);
  return [...found];
};

const islandless = [...built.pages].filter(([, html]) => !html.includes('<astro-island'));

test('a page without an island ships no React, and less than 16 KB of script', () => {
  expect(islandless.length).toBeGreaterThan(8);
  for (const [path, html] of islandless) {
    const scripts = scriptsOf(html).map((script) => built.read(script));
    expect(scripts.some((source) => /react-dom|__SECRET_INTERNALS|\buseState\b/.test(source))).toBe(
      false,
    );
    const bytes = scripts.reduce((sum, source) => sum + Buffer.byteLength(source), 0);
    expect(bytes, path).toBeLessThan(16_384);
  }
});

test('text is visible at once: fonts are preloaded and have fallbacks of the same size', () => {
  for (const [path, html] of built.pages) {
    expect(html, path).toMatch(/<link rel="preload"[^>]*\.woff2"/);
    expect(html, path).toContain('size-adjust');
  }
});
