/** A table of the gateway's rules as Markdown. */
import type { Cell, Table } from '../tables/table.ts';

export const tableMarkdown = ({ columns, rows }: Table, link: (url: string) => string): string =>
  [
    columns,
    columns.map(() => '---'),
    ...rows.map((cells) => cells.map((cell) => cellMarkdown(cell, link))),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

const cellMarkdown = ({ text, code, href }: Cell, link: (url: string) => string): string => {
  const escaped = text.replaceAll('|', '\\|');
  if (href) return `[${escaped}](${link(href)})`;
  return code ? `\`${escaped}\`` : escaped;
};
