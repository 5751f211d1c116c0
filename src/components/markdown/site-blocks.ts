/** Markdown of the components that print a part of site.config.ts. */
import type { SiteConfig } from '../../domain/site.ts';

export const siteBlocks = ({ nodes, contact, hosts }: SiteConfig): Record<string, string> => ({
  NodeList: nodes
    .map(({ name, region, url }) => `- **${name}** (${region}): \`${url}\``)
    .join('\n'),
  SecurityContact: `[${contact.security}](mailto:${contact.security})`,
  SupportContact: `[${contact.support}](mailto:${contact.support})`,
  OperatorConsole: `[${new URL(hosts.console).host}](${hosts.console})`,
});
