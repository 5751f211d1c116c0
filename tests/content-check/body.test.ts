import { describe, expect, test } from 'vitest';
import { changed, lineOf, said } from './changed-content.ts';

const page = 'integrations/curl.mdx';
const place = '## Undo';
/** What is said when `text` stands above the last section of a page. */
const saidOf = (text: string) => said(changed(page, place, `${text}\n\n${place}`));
const at = (line = lineOf(page, place)) => `content/${page}:${line}`;

describe('the text of a page', () => {
  test('that cannot be read is named with its line', () => {
    expect(saidOf('Less is <2.')).toEqual([
      expect.stringMatching(/^content\/integrations\/curl\.mdx:\d+ {2}It can't be read: .*`<`/),
    ]);
  });

  test('has one heading of the first level, its title, and leaves out no level', () => {
    expect(saidOf('# Top')).toEqual([
      `${at()}  The title is the only heading with one #: write ##.`,
    ]);
    expect(saidOf('#### Deep')).toEqual([
      `${at()}  A level is left out above this heading: write ###.`,
    ]);
  });

  test('links to pages that there are, and to places on them', () => {
    expect(saidOf('[x](/no-page/)')).toEqual([
      expect.stringMatching(/There is no page \/no-page\/\./),
    ]);
    expect(saidOf('[x](/keys/#no-place)')).toEqual([
      `${at()}  /keys/ has no heading for #no-place.`,
    ]);
    expect(saidOf('[x](../keys.mdx)')).toEqual([
      expect.stringMatching(/Links inside the site begin with \//),
    ]);
  });

  test('shows pictures that are there, with words, and none from elsewhere', () => {
    expect(saidOf('![A map](./map.png)')).toEqual([`${at()}  There is no picture ./map.png.`]);
    expect(saidOf('![A map](https://example.com/map.png)')).toEqual([
      expect.stringMatching(/loads nothing from elsewhere/),
    ]);
  });

  test('uses components that it imports, and imports some that there are', () => {
    expect(saidOf('<Card />')).toEqual([expect.stringMatching(/<Card \/> needs an import/)]);
    expect(said(changed(page, 'RecipeUndo.astro', 'RecipeUnod.astro'))).toEqual([
      expect.stringMatching(/There is no component #components\/RecipeUnod\.astro/),
    ]);
  });

  test('holds no secret', () => {
    const secret = `sk-ant-api03-${'aB3_dE6-gH9'.repeat(8)}AA`;
    expect(saidOf(`Your key is ${secret}.`)).toEqual([
      expect.stringMatching(/looks like a secret \(Anthropic key\)/),
    ]);
  });
});

describe('an integration page', () => {
  test('has the sections that all have, in their order', () => {
    expect(said(changed(page, '## Cost traps', '## What it costs'))).toEqual([
      `${at(lineOf(page, '## Cost traps'))}  Every integration page has the same sections in the same order. Here belongs: ## Cost traps`,
    ]);
  });

  test('shows its whole recipe', () => {
    expect(said(changed(page, '<RecipeErrors />', ''))).toEqual([
      expect.stringMatching(/<RecipeErrors \/> is missing/),
    ]);
  });

  test('that is to be run is installed in a way that can be run', () => {
    const install = changed(
      'integrations/pi.mdx',
      /run: npm install -g .*/,
      'run: brew install pi',
    );
    expect(said(install)).toContainEqual(
      expect.stringMatching(/installed by "npm install …" or "pip install …"/),
    );
  });

  test('with an alias that stands for nothing is told so', () => {
    expect(said(changed(page, 'pitfalls:', 'pitfalls: *none'))).toContainEqual(
      expect.stringMatching(/The frontmatter can't be read: /),
    );
  });
});
