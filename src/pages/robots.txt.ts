/** Everything may be read but the API's answers. */
import type { APIRoute } from 'astro';
import site from '../../site.config.ts';

export const GET: APIRoute = () =>
  new Response(
    [
      'User-agent: *',
      'Disallow: /api/',
      `Sitemap: ${new URL('/sitemap-index.xml', site.hosts.docs)}`,
      '',
    ].join('\n'),
  );
