import { describe, expect, test } from 'vitest';
import { changed, lineOf, said, source } from './changed-content.ts';

test('the content that is there has no mistake', () => {
  expect(said({})).toEqual([]);
});

const answer = (fields: string, body = 'Yes.') => `---
question: Can I rename a key?
section: keys
order: 9
${fields}summary: Yes, in the console, as often as you like.
---

${body}
`;

describe('an answer of the FAQ', () => {
  test('may state a fact that another one states, and may state none', () => {
    expect(said({ 'faq/rename-key.mdx': answer('facts: [K2]\n') })).toEqual([]);
    expect(said({ 'faq/rename-key.mdx': answer('') })).toEqual([]);
  });

  test('that states an unknown fact is named, with what to do', () => {
    expect(said({ 'faq/rename-key.mdx': answer('facts: [K2, Z9]\n') })).toEqual([
      expect.stringMatching(
        /^content\/faq\/rename-key\.mdx:5 {2}facts: "Z9" is no fact\. Known are: K1, .* leave it out/,
      ),
    ]);
  });

  test('with a field that is not known is told which', () => {
    expect(said({ 'faq/rename-key.mdx': answer('colour: red\n') })).toEqual([
      expect.stringMatching(/rename-key\.mdx:5 {2}.*not known: colour\. Known are: question,/),
    ]);
  });

  test('is one file in content/faq, whose name is an address that no other has', () => {
    expect(said({ 'faq/keys/rename-key.mdx': answer('') })).toEqual([
      'content/faq/keys/rename-key.mdx  There are no folders here: move it to content/faq/rename-key.mdx.',
    ]);
    expect(said({ 'faq/klucz-główny.mdx': answer('') })).toEqual([
      expect.stringMatching(/^content\/faq\/klucz-główny\.mdx {2}.*a-z, 0-9 and - alone/),
    ]);
    expect(said({ 'faq/delete-key.md': answer('') })).toEqual([
      expect.stringMatching(/^content\/faq\/delete-key\.mdx {2}.*content\/faq\/delete-key\.md:/),
    ]);
  });

  test('without frontmatter, or with one that cannot be read, is named with its line', () => {
    expect(said({ 'faq/rename-key.mdx': 'Yes.\n' })).toEqual([
      expect.stringMatching(/^content\/faq\/rename-key\.mdx:1 {2}It needs frontmatter/),
    ]);
    expect(said({ 'faq/rename-key.mdx': answer('facts: [K2\n') })).toEqual([
      expect.stringMatching(/^content\/faq\/rename-key\.mdx:\d {2}The frontmatter can't be read/),
    ]);
  });
});

test('a fact that no answer states any more is named', () => {
  expect(said(changed('faq/delete-key.mdx', 'facts: [K2]\n', ''))).toEqual([
    expect.stringContaining('No answer states K2'),
  ]);
});

describe('a page', () => {
  const page = (description: string) =>
    `---\ntitle: Limits\ndescription: ${description}\n---\n\nText.\n`;
  const long = 'What may be sent in a minute, and what happens above.';
  const listed = changed('sidebar.json', '"guide"', '"guide", "limits"');

  test('has a description of 40 characters or more', () => {
    expect(said({ ...listed, 'docs/limits.mdx': page('Limits.') })).toEqual([
      expect.stringMatching(
        /^content\/docs\/limits\.mdx:3 {2}description must .*40 characters or more/,
      ),
    ]);
    expect(said({ ...listed, 'docs/limits.mdx': page(long) })).toEqual([]);
  });

  test('is in the sidebar, and the sidebar names no other', () => {
    expect(said({ 'docs/limits.mdx': page(long) })).toEqual([
      'content/docs/limits.mdx  It is not in the sidebar: write "limits" into a group of content/sidebar.json.',
    ]);
    expect(said(listed)).toEqual([
      expect.stringMatching(
        /^content\/sidebar\.json {2}It names "limits", and there is no content\/docs\/limits\.mdx/,
      ),
    ]);
  });

  test('says what runs its commands, or why nothing does', () => {
    const lines = source('docs/keys.mdx').split('\n').length;
    const page = `${source('docs/keys.mdx')}\n\`\`\`bash\necho hello\n\`\`\`\n`;
    expect(said({ 'docs/keys.mdx': page })).toEqual([
      `content/docs/keys.mdx:${lines + 1}  a block of bash says run="bash", run="ts" or run="python", or run="no: the reason"`,
    ]);
  });

  test('of an app with a field that its recipe does not know is told which, and on which line', () => {
    const [fault] = said(
      changed('integrations/zed.mdx', '  kind: ide', '  kind: ide\n  colour: red'),
    );
    const line = lineOf('integrations/zed.mdx', '  kind: ide') + 1;
    expect(fault).toContain(`zed.mdx:${line}  recipe has a field that is not known: colour.`);
  });
});

describe('strings of the interface', () => {
  test('that the code shows and no file has are named with both', () => {
    expect(said(changed('i18n/en.json', /^ {2}"footer\.about".*\n/m, ''))).toEqual([
      expect.stringMatching(
        /^content\/i18n\/en\.json {2}"footer\.about" is missing, and src\/components\/starlight\/Footer\.astro:\d+ shows it/,
      ),
    ]);
    expect(said(changed('i18n/en/console.json', /^ {2}"unsupportedLink".*\n/m, ''))).toEqual([
      expect.stringMatching(
        /^content\/i18n\/en\/console\.json {2}"unsupportedLink" is missing, and src\/islands\//,
      ),
    ]);
  });

  test('in a file that is no JSON are named with its line', () => {
    const [first] = source('i18n/en/key.json').split(',\n');
    expect(said({ 'i18n/en/key.json': source('i18n/en/key.json').replace(',\n', '\n') })).toEqual([
      `content/i18n/en/key.json:${(first ?? '').split('\n').length + 1}  This is no JSON: Expected ',' or '}' after property value.`,
    ]);
  });
});
