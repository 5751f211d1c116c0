import { describe, expect, test } from 'vitest';
import { changed, lineOf, said, source } from './changed-content.ts';

describe('a placeholder that is not filled in is named with its line, and those that are', () => {
  const known = '{{origin}}, {{openai}}, {{model}}, {{key}}';

  test('in a recipe', () => {
    const line = lineOf('integrations/aider.mdx', "value: '{{key}}'");
    expect(said(changed('integrations/aider.mdx', "value: '{{key}}'", "value: '{{kee}}'"))).toEqual(
      [expect.stringContaining(`aider.mdx:${line}  {{kee}} is not known. Known are: ${known}.`)],
    );
  });

  test('in a file of a recipe', () => {
    const line = lineOf('integrations/zed.mdx', '"api_url": "{{origin}}"');
    expect(
      said(changed('integrations/zed.mdx', '"api_url": "{{origin}}"', '"api_url": "{{orign}}"')),
    ).toEqual([
      expect.stringContaining(`zed.mdx:${line}  {{orign}} is not known. Known are: ${known}.`),
    ]);
  });

  test('in a sentence of a recipe, where none is filled in', () => {
    const [fault] = said(
      changed('integrations/zed.mdx', /^ {6}note: .*$/m, '      note: Take {{model}}.'),
    );
    expect(fault).toMatch(
      /^content\/integrations\/zed\.mdx:\d+ {2}\{\{model\}\} is not filled in here/,
    );
  });

  test('in the code of a page, and in its prose, where none is filled in', () => {
    const page = `${source('docs/keys.mdx')}\n\`{{claude}}\`, \`{{modle}}\`, {{model}}\n\n\`\`\`json\n{ "model": "{{modle}}" }\n\`\`\`\n`;
    const line = source('docs/keys.mdx').split('\n').length + 1;
    expect(said({ 'docs/keys.mdx': page })).toEqual([
      expect.stringContaining(
        `docs/keys.mdx:${line}  {{modle}} is not known. Known are: {{model}}, {{claude}}.`,
      ),
      expect.stringContaining(
        `docs/keys.mdx:${line}  Placeholders are filled in within code alone`,
      ),
      expect.stringContaining(`docs/keys.mdx:${line + 3}  {{modle}} is not known`),
    ]);
  });

  test('in the summary of an answer and the title of a page', () => {
    expect(
      said(
        changed('faq/delete-key.mdx', /^summary: No\./m, 'summary: No {{model}}, no {{modle}}.'),
      ),
    ).toEqual([
      expect.stringContaining(
        'delete-key.mdx:6  {{modle}} is not known. Known are: {{model}}, {{claude}}.',
      ),
    ]);
    expect(said(changed('docs/keys.mdx', /^title: /m, 'title: The {{model}} '))).toEqual([
      expect.stringMatching(/keys\.mdx:\d {2}\{\{model\}\} is not filled in here/),
    ]);
  });

  test('and a text that cannot be parsed is named', () => {
    expect(
      said({ 'docs/keys.mdx': `${source('docs/keys.mdx')}\n<Open\n\n\`{{modle}}\`\n` }),
    ).toEqual([expect.stringMatching(/^content\/docs\/keys\.mdx:\d+ {2}It can't be read: /)]);
  });

  test('unless spaces say that the braces are meant', () => {
    expect(said({ 'docs/keys.mdx': `${source('docs/keys.mdx')}\n\`{{ modle }}\`\n` })).toEqual([]);
  });
});

describe('a file that a recipe gives to copy is what its format says', () => {
  const broken = (name: string, from: string, to: string) => {
    const line = lineOf(`integrations/${name}.mdx`, from);
    const [fault, ...more] = said(changed(`integrations/${name}.mdx`, from, to));
    expect(more).toEqual([]);
    return { fault, line };
  };

  test('JSON', () => {
    const { fault, line } = broken('zed', '"max_tokens": 200000,', '"max_tokens": 200000');
    expect(fault).toContain(`zed.mdx:${line + 1}  This is no JSON: Expected ',' or '}'`);
  });
  test('YAML', () => {
    const { fault, line } = broken('continue', 'model: "{{model}}"', 'model: ["{{model}}"');
    expect(fault).toMatch(new RegExp(`continue\\.mdx:(${line}|${line + 1}) {2}This is no YAML: `));
  });
  test('TOML', () => {
    const { fault, line } = broken('codex', 'model = "{{model}}"', 'model "{{model}}"');
    expect(fault).toContain(`codex.mdx:${line}  This is no TOML: `);
  });
});
