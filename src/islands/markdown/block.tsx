/** Blocks of Markdown: paragraphs, headings, lists, quotes, tables, code. */
import type { MarkedToken, Token, Tokens } from 'marked';
import text from '#content/i18n/en/markdown.json' with { type: 'json' };
import { CodeBlock } from '../code/code-block.tsx';
import { Inline } from './inline.tsx';

type BlockProps = { token: Token; streaming: boolean };

export const Block = ({ token, streaming }: BlockProps) => {
  const known = token as MarkedToken;
  switch (known.type) {
    case 'paragraph':
      return (
        <p>
          <Inline tokens={known.tokens} />
        </p>
      );
    case 'heading':
      return <Heading token={known} />;
    case 'list':
      return <List list={known} streaming={streaming} />;
    case 'blockquote':
      return (
        <blockquote>
          <Blocks tokens={known.tokens} streaming={streaming} />
        </blockquote>
      );
    case 'code':
      return (
        <CodeBlock
          code={known.text}
          language={known.lang?.split(/\s/)[0] ?? ''}
          label={known.lang || text.code}
          plain={streaming}
        />
      );
    case 'table':
      return <Table table={known} />;
    case 'hr':
      return <hr />;
    case 'space':
    case 'def':
      return null;
    case 'text':
      return <Inline tokens={known.tokens ?? [known]} />;
    default:
      return <Inline tokens={[known]} />;
  }
};

const Blocks = ({ tokens, streaming }: { tokens: Token[]; streaming: boolean }) =>
  tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: text only grows at its end
    <Block key={index} token={token} streaming={streaming} />
  ));

/** An answer stands inside a page that has its own headings, so its levels are styled text. */
const Heading = ({ token }: { token: Tokens.Heading }) => (
  <p className="md-heading" data-depth={token.depth}>
    <Inline tokens={token.tokens} />
  </p>
);

const List = ({ list, streaming }: { list: Tokens.List; streaming: boolean }) => {
  const items = list.items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: text only grows at its end
    <li key={index}>
      {item.task && (
        <input
          type="checkbox"
          disabled
          checked={item.checked === true}
          aria-label={item.checked ? text.done : text.open}
        />
      )}
      <Blocks tokens={item.tokens} streaming={streaming} />
    </li>
  ));
  return list.ordered ? <ol start={list.start || 1}>{items}</ol> : <ul>{items}</ul>;
};

const Table = ({ table }: { table: Tokens.Table }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  <div className="md-table" tabIndex={0}>
    <table>
      <thead>
        <tr>
          {table.header.map((cell, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity
            <th key={index} style={{ textAlign: cell.align ?? 'start' }}>
              <Inline tokens={cell.tokens} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity
          <tr key={index}>
            {row.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity
              <td key={column} style={{ textAlign: cell.align ?? 'start' }}>
                <Inline tokens={cell.tokens} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
