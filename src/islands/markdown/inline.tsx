/** Text within a block: emphasis, code, links. HTML stays text; an image becomes its description. */
import type { MarkedToken, Token } from 'marked';
import type { ReactNode } from 'react';
import text from '#content/i18n/en/markdown.json' with { type: 'json' };
import { fill } from '../text/fill.ts';
import { decoded, safeHref } from './safe-text.ts';

export const Inline = ({ tokens }: { tokens: Token[] }): ReactNode =>
  tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: text only grows at its end
    <InlineToken key={index} token={token as MarkedToken} />
  ));

const InlineToken = ({ token }: { token: MarkedToken }): ReactNode => {
  switch (token.type) {
    case 'strong':
      return (
        <strong>
          <Inline tokens={token.tokens} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <Inline tokens={token.tokens} />
        </em>
      );
    case 'del':
      return (
        <del>
          <Inline tokens={token.tokens} />
        </del>
      );
    case 'codespan':
      return <code>{token.text}</code>;
    case 'br':
      return <br />;
    case 'link':
      return (
        <SafeLink href={token.autolink ? token.href : decoded(token.href)}>
          <Inline tokens={token.tokens} />
        </SafeLink>
      );
    case 'image':
      return (
        <SafeLink href={decoded(token.href)}>
          <span className="md-image">
            {fill(text.image, { alt: decoded(token.text) || token.href })}
          </span>
        </SafeLink>
      );
    case 'escape':
      return decoded(token.text);
    case 'text':
      return token.tokens ? <Inline tokens={token.tokens} /> : decoded(token.text);
    default:
      return token.raw;
  }
};

/** The title shows where the link leads, whatever its text says. */
const SafeLink = ({ href, children }: { href: string; children: ReactNode }) => {
  const safe = safeHref(href);
  if (!safe) return <span>{children}</span>;
  return safe.external ? (
    <a href={safe.href} title={safe.href} target="_blank" rel="noopener noreferrer nofollow ugc">
      {children}
    </a>
  ) : (
    <a href={safe.href} title={safe.href} rel="nofollow ugc">
      {children}
    </a>
  );
};
