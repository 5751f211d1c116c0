/** Path and query of a request line, as they were sent: nothing is decoded or resolved. */
export type RequestTarget = { path: string; search: string };

/** Undefined for what is not a path, such as `*`. A proxy's absolute form loses scheme and host. */
export const requestTarget = (url: string): RequestTarget | undefined => {
  const local = url.replace(/^https?:\/\/[^/?#]*/i, '') || '/';
  const question = local.indexOf('?');
  const path = question < 0 ? local : local.slice(0, question);
  if (!path.startsWith('/')) return undefined;
  return { path, search: question < 0 ? '' : local.slice(question) };
};

/** True for `/v1` and everything below it, when `area` is `/v1`. */
export const isWithin = (path: string, area: string): boolean =>
  path === area || path.startsWith(`${area}/`);
