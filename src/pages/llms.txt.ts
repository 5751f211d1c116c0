/** The pages for assistants (https://llmstxt.org): what there is, and where to read it as Markdown. */
import type { APIRoute } from 'astro';
import { markdownPages } from '#components/markdown/page-markdown.ts';
import { markdownPath } from '#components/page-paths.ts';
import site from '../../site.config.ts';

export const GET: APIRoute = async () => {
  const pages = (await markdownPages()).filter(({ id }) => id !== '');
  const isIntegration = ({ id }: { id: string }) => id.startsWith('integrations');
  const lines = (chosen: typeof pages) =>
    chosen.map(
      ({ id, title, description }) =>
        `- [${title}](${new URL(markdownPath(id), site.hosts.docs)}): ${description}`,
    );
  const text = [
    `# ${site.brand.name} Docs`,
    `> ${site.brand.tagline}`,
    `Base URLs: ${site.hosts.api}/v1 (OpenAI protocol), ${site.hosts.api} (Anthropic protocol). All pages in one file: ${new URL('/llms-full.txt', site.hosts.docs)}`,
    ['## Docs', '', ...lines(pages.filter((page) => !isIntegration(page)))].join('\n'),
    ['## Integrations', '', ...lines(pages.filter(isIntegration))].join('\n'),
  ];
  return new Response(`${text.join('\n\n')}\n`);
};
