/**
 * Markdown of a model as React elements. HTML in it is shown as text, images are never fetched, links lead
 * to http(s), mail or this site. Nothing is parsed into HTML, so there is no HTML to clean.
 */
import { lexer, type Token } from 'marked';
import { memo, useMemo } from 'react';
import { Block } from './block.tsx';
import { withoutReordering } from './safe-text.ts';
import './markdown.css';

export type MarkdownProps = {
  text: string;
  /** While text still arrives, code is left plain: it would be coloured anew with every word. */
  streaming?: boolean;
};

export const Markdown = ({ text, streaming = false }: MarkdownProps) => {
  const blocks = useMemo(() => lexer(withoutReordering(text), { gfm: true }), [text]);
  return (
    <div className="md" dir="auto">
      {blocks.map((token, index) => (
        // Text only ever grows at its end, so the place of a block is its identity.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <MemoBlock key={index} token={token} streaming={streaming} />
      ))}
    </div>
  );
};

/** A block whose source has not changed is not rendered again, however long the answer grows. */
const MemoBlock = memo(
  ({ token, streaming }: { token: Token; streaming: boolean }) => (
    <Block token={token} streaming={streaming} />
  ),
  (before, after) => before.token.raw === after.token.raw && before.streaming === after.streaming,
);
