/** Code with its name and a copy button. Plain text at once, coloured when the highlighter has come. */
import { type ReactNode, useEffect, useState } from 'react';
import { CopyButton } from '../controls/copy-button.tsx';
import { type CodeToken, highlight } from './highlight.ts';
import './code.css';

export type CodeBlockProps = {
  code: string;
  language: string;
  label: string;
  /** Leaves the code uncoloured, while it still changes. */
  plain?: boolean;
  /** The code's coloured lines, where they are known already: then no highlighter is loaded. */
  lines?: CodeToken[][] | undefined;
  /** More buttons beside the copy button. */
  actions?: ReactNode;
  /** Name of the copy button. */
  copyLabel?: string;
  /** What is copied, for screen readers, where several blocks stand on a page. */
  about?: string;
  /** Breaks long lines instead of scrolling. */
  wrap?: boolean;
};

export const CodeBlock = (props: CodeBlockProps) => {
  const { code, language, label, plain = false, actions, copyLabel, about, wrap = false } = props;
  const highlighted = useHighlighted(code, plain || props.lines ? '' : language);
  const lines = props.lines ?? highlighted;
  return (
    <figure className="code" data-wrap={wrap || undefined}>
      <figcaption className="code-bar">
        <span className="code-label">{label}</span>
        <span className="code-actions">
          {actions}
          <CopyButton value={code} about={about}>
            {copyLabel}
          </CopyButton>
        </span>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} dir="ltr">
        <code>{lines ? lines.map(coloured) : code}</code>
      </pre>
    </figure>
  );
};

const useHighlighted = (code: string, language: string): CodeToken[][] | undefined => {
  const [result, setResult] = useState<{ code: string; lines: CodeToken[][] | undefined }>();
  useEffect(() => {
    if (!language) return;
    let current = true;
    highlight(code, language).then((lines) => current && setResult({ code, lines }));
    return () => {
      current = false;
    };
  }, [code, language]);
  return language && result?.code === code ? result.lines : undefined;
};

const coloured = (line: CodeToken[], index: number, all: CodeToken[][]): ReactNode => [
  ...line.map(({ content, color }, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a piece of code is its place
    <span key={`${index}.${at}`} style={{ color }}>
      {content}
    </span>
  )),
  index < all.length - 1 ? '\n' : '',
];
