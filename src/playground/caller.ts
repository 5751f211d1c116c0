/** Whose request it is: a key in the headers, as the gateway takes it. */
import type { Context } from 'hono';

/** The key of `Authorization: Bearer` or `x-api-key`; undefined when the request carries none. */
export const callerKey = (context: Context): string | undefined => {
  const bearer = /^Bearer\s+(\S+)\s*$/i.exec(context.req.header('authorization') ?? '')?.[1];
  return bearer ?? (context.req.header('x-api-key')?.trim() || undefined);
};
