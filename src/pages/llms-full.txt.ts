/** Every page as Markdown, in one file. */
import type { APIRoute } from 'astro';
import { markdownPages } from '#components/markdown/page-markdown.ts';

export const GET: APIRoute = async () =>
  new Response((await markdownPages()).map(({ markdown }) => markdown).join('\n---\n\n'));
