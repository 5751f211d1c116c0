/** A line of a recipe: code, strong text and links, as writers of recipes use them. HTML stays text. */
import type { ReactNode } from 'react';

const marks = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)\s]+)\)/g;

export const InlineText = ({ markdown }: { markdown: string }): ReactNode => {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { index, 0: whole, 1: code, 2: strong, 3: label, 4: href } of markdown.matchAll(
    marks,
  )) {
    parts.push(markdown.slice(at, index));
    at = index + whole.length;
    if (code) parts.push(<code key={index}>{code}</code>);
    if (strong)
      parts.push(
        <strong key={index}>
          <InlineText markdown={strong} />
        </strong>,
      );
    if (label)
      parts.push(
        <a key={index} href={href}>
          <InlineText markdown={label} />
        </a>,
      );
  }
  parts.push(markdown.slice(at));
  return parts;
};

/** Texts that stand as code in a line, in their order. */
export const codeIn = (markdown: string): string[] =>
  [...markdown.matchAll(marks)].flatMap(({ 1: code }) => (code ? [code] : []));
