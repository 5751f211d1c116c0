/**
 * Requests that change something come from this site's own pages, or from a program that is no
 * browser: another site can make a visitor's browser send a form, but not these headers.
 */
import type { MiddlewareHandler } from 'hono';
import { Problem } from './problem.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** `ownOrigin`: the public origin of this server, such as `https://docs.example.com`. */
export const sameOrigin =
  (ownOrigin: () => string): MiddlewareHandler =>
  async (context, next) => {
    if (!safeMethods.has(context.req.method)) {
      const header = (name: string) => context.req.header(name);
      if (!isOwn(header('sec-fetch-site'), header('origin'), header('host'), ownOrigin()))
        throw new Problem(
          'forbidden',
          'This request came from another site.',
          'Send it from a page of this site, or from a program.',
        );
      if (hasBody(context.req.raw.headers) && !isJson(header('content-type')))
        throw new Problem(
          'unsupported',
          'The body must be JSON.',
          'Send it with the header "content-type: application/json".',
        );
    }
    await next();
  };

/** Browsers set Sec-Fetch-Site where the connection is trustworthy, and Origin on every POST. */
const isOwn = (
  fetchSite: string | undefined,
  origin: string | undefined,
  host: string | undefined,
  ownOrigin: string,
): boolean => {
  if (fetchSite) return fetchSite === 'same-origin';
  if (!origin) return true;
  return origin === ownOrigin || URL.parse(origin)?.host === host;
};

const hasBody = (headers: Headers): boolean =>
  headers.has('transfer-encoding') || Number(headers.get('content-length') ?? 0) > 0;

const isJson = (contentType: string | undefined): boolean =>
  /^application\/json\s*(;|$)/i.test(contentType ?? '');
