/** What the components of pages are in Markdown. */
import type { ChatProtocol } from '../../domain/protocol.ts';
import type { Counted } from '../counts.ts';
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
  /** Markdown that depends on no attribute, by the name of the component. */
  blocks: Record<string, string>;
  counts: Record<Counted, number>;
  /** Security reports can be encrypted on this site. */
  reportForm: boolean;
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
  HomeHero: nothing,
  SearchWords: nothing,
  HomeSection: unwrapped,
  RunLink: ({ label = '', model = '', protocol = 'openai-chat', prompt = '' }, { origin }) =>
    `[${label}](${origin}${runHref({ model, protocol: runnable(protocol), prompt })})`,
  Count: ({ of }, { counts }) => String(of && of in counts ? counts[of as Counted] : ''),
  IfReportForm: ({ is }, { reportForm }) => ((is === 'on') === reportForm ? undefined : ''),
  Tabs: unwrapped,
  TabItem: unwrapped,
  a: unwrapped,
};

const runnable = (protocol: string): ChatProtocol =>
  protocol === 'anthropic-messages' || protocol === 'openai-responses' ? protocol : 'openai-chat';

/** Islands and whatever else has no words of its own. */
const interactive: Part = (_, { t, page }, name) =>
  /^[A-Z]/.test(name) ? `*${t('markdown.interactive')} ${page}*` : undefined;
