/** The first page bears the site's own name, so in its `<title>` that name is not put behind it once more. */
import { defineRouteMiddleware } from '@astrojs/starlight/route-data';

export const onRequest = defineRouteMiddleware(({ locals }) => {
  const { id, head, siteTitle } = locals.starlightRoute;
  const title = id === '' ? head.find(({ tag }) => tag === 'title') : undefined;
  if (title) title.content = siteTitle;
});
