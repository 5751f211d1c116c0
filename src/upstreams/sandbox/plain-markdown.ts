/** MDX as plain Markdown: no imports, no components, links that work from anywhere on the site. */

/** `path` is the page's own, for links to its anchors. */
export const plainMarkdown = (mdx: string, path: string): string =>
  mdx
    .split(/^(\s*```[\s\S]*?^\s*```[^\S\n]*$)/m)
    .map((part, index) => (index % 2 === 1 ? code(part) : prose(part, path)))
    .join('')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** Notes behind the language tell the tests what to do with a block. */
const code = (block: string): string => block.replace(/^(\s*```\S*)[^\n]*/, '$1');

const prose = (text: string, path: string): string =>
  text
    .replace(/^import .*$/gm, '')
    .replace(/\{\/\*[\s\S]*?\*\/\}/g, '')
    .replace(/^<ul>[\s\S]*?^<\/ul>$/gm, '')
    .replace(/<[A-Z]\w*(?:\s[^>]*?)?\blabel="([^"]*)"[^>]*>/g, (tag, label: string) =>
      tag.endsWith('/>') ? `[${label}](/playground/)` : `**${label}**`,
    )
    .replace(/<\/?[A-Z][^>]*>/g, '')
    .replace(/\]\(#/g, `](${path}#`);
