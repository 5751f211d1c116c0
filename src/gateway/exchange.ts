/** One request and its answer, from the first byte of one to the last byte of the other. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ProtocolFamily, protocols } from '../domain/protocol.ts';
import type { EpochMs } from '../domain/rates.ts';
import { requestId } from './request-id.ts';

export type Exchange = {
  id: string;
  request: IncomingMessage;
  response: ServerResponse;
  /** As sent, without the query: nothing is decoded or resolved. */
  path: string;
  /** The query with its question mark; empty when there is none. */
  search: string;
  /** Decides the envelope of errors. */
  family: ProtocolFamily;
  startedAt: EpochMs;
  /** Origin of the docs that errors link to. */
  docsOrigin: string;
};

export const openExchange = (
  request: IncomingMessage,
  response: ServerResponse,
  startedAt: EpochMs,
  docsOrigin: string,
): Exchange => {
  const url = withoutOrigin(request.url ?? '/');
  const question = url.indexOf('?');
  const path = withoutTrailingSlash(question < 0 ? url : url.slice(0, question));
  return {
    id: requestId(startedAt),
    request,
    response,
    path,
    search: question < 0 ? '' : url.slice(question),
    family: familyOf(path, request),
    startedAt,
    docsOrigin,
  };
};

/** A proxy's absolute form loses scheme and host. */
export const withoutOrigin = (url: string): string =>
  url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?#]*/i, '');

const withoutTrailingSlash = (path: string): string =>
  path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;

/** The protocol of the path; where it belongs to neither, the header tells which one the client speaks. */
const familyOf = (path: string, { headers }: IncomingMessage): ProtocolFamily => {
  if (path.startsWith('/v1/messages')) return 'anthropic';
  const spoken = headers['anthropic-version'] === undefined ? 'openai' : 'anthropic';
  return families.get(path) ?? spoken;
};

const families = new Map(Object.values(protocols).map(({ path, family }) => [path, family]));
