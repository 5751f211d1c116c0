/** `/<page>.md`: each page as Markdown. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { type MarkdownPage, markdownPages } from '#components/markdown/page-markdown.ts';

export const getStaticPaths = (async () =>
  (await markdownPages()).map((page) => ({
    params: { page: page.id || 'index' },
    props: page,
  }))) satisfies GetStaticPaths;

export const GET: APIRoute<MarkdownPage> = ({ props }) => new Response(props.markdown);
