/**
 * Content names the gateway and its models by tokens, so that an operator's own hosts and ids appear in
 * every sample. The pages, their Markdown form and the tests that run the samples all replace them here.
 */
import type { SiteConfig } from './site.ts';

/** What writers put into samples for the gateway's origin: a real address, so that content reads well as it stands. */
export const writtenOrigin = 'https://api.tokenbay.com';

export type ContentTokens = {
  /** Origin of the gateway, without a path. */
  origin: string;
  /** Model id for samples over the OpenAI protocol. */
  model: string;
  /** Model id for samples over the Anthropic protocol. */
  claude: string;
};

export const siteTokens = (site: Pick<SiteConfig, 'hosts' | 'exampleModels'>): ContentTokens => ({
  origin: site.hosts.api,
  model: site.exampleModels.openai,
  claude: site.exampleModels.anthropic,
});

/** The tokens that writers put into code, as `{{model}}`. The origin is written as the address above. */
export const contentTokens = ['model', 'claude'] as const satisfies (keyof ContentTokens)[];

/** Puts the operator's origin and model ids into a text; what is no token stays as it is. */
export const replaceTokens = (text: string, tokens: ContentTokens): string =>
  contentTokens.reduce(
    (filled, name) => filled.replaceAll(`{{${name}}}`, tokens[name]),
    text.replaceAll(writtenOrigin, tokens.origin),
  );
