/** Which step answers which path and method. */
import type { Caller } from '../storage/keys.ts';
import { answerJson, idHeaders } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { GatewayError } from './gateway-error.ts';
import { acceptedCaller, infer, inferenceEndpoints } from './inference.ts';
import { describeKey } from './key.ts';
import { findModel, listModels } from './models.ts';
import type { GatewayParts } from './parts.ts';
import { findLogged, listLog } from './requests.ts';

type Reading = (parts: GatewayParts, exchange: Exchange, caller: Caller) => Promise<void>;
type ReadingOne = (
  parts: GatewayParts,
  exchange: Exchange,
  caller: Caller,
  id: string,
) => Promise<void>;

const lists: Record<string, Reading> = {
  '/v1/models': listModels,
  '/v1/key': describeKey,
  '/v1/requests': listLog,
};

/** Everything behind the prefix is the id: model ids have slashes. */
const items: [prefix: string, read: ReadingOne][] = [
  ['/v1/models/', findModel],
  ['/v1/requests/', findLogged],
];

export const route = async (parts: GatewayParts, exchange: Exchange): Promise<void> => {
  const { path, request } = exchange;
  const endpoint = Object.hasOwn(inferenceEndpoints, path) ? inferenceEndpoints[path] : undefined;
  if (endpoint && request.method === 'POST') return infer(parts, exchange, endpoint);
  if (request.method === 'HEAD') return answerHead(exchange);
  const reading = endpoint ? undefined : readingFor(path);
  if (!endpoint && !reading) throw new GatewayError('not_found');
  const allow = endpoint ? 'POST' : 'GET, HEAD';
  if (request.method === 'OPTIONS') return answerOptions(exchange, allow);
  if (!reading || request.method !== 'GET')
    throw new GatewayError('method_not_allowed', {}, { allow });
  const { caller } = await acceptedCaller(parts, exchange, defaultProtocols[exchange.family]);
  await reading(parts, exchange, caller);
};

/** Protocol of rows for refused requests that called no model. */
const defaultProtocols = { openai: 'openai-chat', anthropic: 'anthropic-messages' } as const;

const readingFor = (path: string): Reading | undefined => {
  if (Object.hasOwn(lists, path)) return lists[path];
  const item = items.find(([prefix]) => path.startsWith(prefix));
  const id = item && decoded(path.slice(item[0].length));
  if (!item || !id) return undefined;
  const [, read] = item;
  return (parts, exchange, caller) => read(parts, exchange, caller, id);
};

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
};

/** Some clients look first whether anything is there. */
const answerHead = (exchange: Exchange): void => {
  exchange.response.writeHead(200, { 'cache-control': 'no-store', ...idHeaders(exchange) }).end();
};

const answerOptions = (exchange: Exchange, allow: string): void =>
  answerJson(exchange, 200, { allow: allow.split(', ') }, { allow });
