/** Which headers travel between client and upstream: those that the protocols know, and no others. */
import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const toUpstream = new Set(['accept', 'content-type', 'user-agent', 'idempotency-key', 'x-app']);
const toUpstreamFamilies = /^(?:anthropic|openai|x-stainless)-/;
/** The official SDKs send these from the environment: a client's own accounts, which are not the operator's. */
const ofClientAccounts = new Set([
  'openai-organization',
  'openai-project',
  'anthropic-workspace-id',
]);

/** Never a credential, a cookie, a host, or a header about this connection alone. */
export const headersToUpstream = (
  headers: IncomingHttpHeaders,
  secret: string,
): Record<string, string | string[]> => {
  const travelling: Record<string, string | string[]> = {};
  for (const name in headers) {
    if (!toUpstream.has(name) && !toUpstreamFamilies.test(name)) continue;
    if (ofClientAccounts.has(name)) continue;
    const value = headers[name];
    if (value !== undefined && !String(value).includes(secret)) travelling[name] = value;
  }
  // To an upstream all callers are one, and two of them may have hit upon the same key.
  const { 'idempotency-key': repeated } = travelling;
  if (repeated !== undefined)
    travelling['idempotency-key'] = hash('sha256', `${secret} ${repeated}`, 'base64url');
  travelling['accept-encoding'] = 'identity';
  return travelling;
};

/** An upstream's limits and ids are about the operator's account, so they stay here. */
const toClient = [
  'content-type',
  'cache-control',
  'content-language',
  'retry-after',
  'retry-after-ms',
  'x-should-retry',
  'openai-processing-ms',
  'openai-version',
  'openai-model',
] as const;

export const headersToClient = (headers: IncomingHttpHeaders): Record<string, string> => {
  const travelling: Record<string, string> = {};
  for (const name of toClient) {
    const value = headers[name];
    if (value !== undefined) travelling[name] = String(value);
  }
  return travelling;
};
