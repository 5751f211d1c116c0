/** What the components of pages are in Markdown. */
import type { Protocol } from '../../domain/protocol.ts';
import { faqSections } from '../faq-sections.ts';
import { runHref } from '../run-link.ts';
import { errorTable, outcomeTable, testModelTable } from '../tables/domain-tables.ts';
import type { Translate } from '../tables/table.ts';
import type { Attributes, MarkdownParts } from './mdx-to-markdown.ts';
import { tableMarkdown } from './table-markdown.ts';

export type PartsContext = {
  t: Translate;
  /** Address of the page, for what only works there. */
  page: string;
  origin: string;
  /** Rewrites an address inside the site. */
  link: (url: string) => string;
  /** Entries of a section of the FAQ as Markdown. */
  faq: (section: string) => string;
  /** Blocks that are written from site.config.ts, by the name of their component. */
  blocks: Record<string, string>;
};

export const pageParts =
  (context: PartsContext): MarkdownParts =>
  (name, attributes) =>
    context.blocks[name] ?? (parts[name] ?? interactive)(attributes, context, name);

type Part = (attributes: Attributes, context: PartsContext, name: string) => string | undefined;

const unwrapped: Part = () => undefined;
const nothing: Part = () => '';

const parts: Record<string, Part> = {
  OutcomeTable: (_, { t, link }) => tableMarkdown(outcomeTable(t), link),
  ErrorTable: (_, { t, link }) => tableMarkdown(errorTable(t), link),
  TestModels: (_, { t, link }) => tableMarkdown(testModelTable(t), link),
  FaqList: ({ section = faqSections[0] }, { faq }) => faq(section),
  FaqStructuredData: nothing,
  RunLink: ({ label = '', model = '', protocol = 'openai-chat', prompt = '' }, { origin }) =>
    `[${label}](${origin}${runHref({ model, protocol: runnable(protocol), prompt })})`,
  Tabs: unwrapped,
  TabItem: unwrapped,
  a: unwrapped,
};

const runnable = (protocol: string): Exclude<Protocol, 'openai-embeddings'> =>
  protocol === 'anthropic-messages' || protocol === 'openai-responses' ? protocol : 'openai-chat';

/** Islands and whatever else has no words of its own. */
const interactive: Part = (_, { t, page }, name) =>
  /^[A-Z]/.test(name) ? `*${t('markdown.interactive')} ${page}*` : undefined;
