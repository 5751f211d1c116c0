/** Sends each request to the part of the server that answers it. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { answerHealth, type Health } from './health.ts';
import { type Area, answerMetrics, type Metrics } from './metrics.ts';
import { isWithin, type RequestTarget, requestTarget } from './request-target.ts';
import type { Headers } from './security-headers.ts';
import type { Site } from './site.ts';
import { answerMissingEndpoint, refuseWrite } from './writes.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export type AppParts = {
  gateway: Handler;
  playground: Handler;
  site: Site;
  /** Origin of the docs that errors link to. */
  docsOrigin: string;
  /** Text of `/.well-known/security.txt`. */
  securityTxt(): string;
  health: Health;
  metrics: Metrics;
  headers: Headers;
  log: Logger;
};

export const createApp = (parts: AppParts): RequestListener => {
  return (request, response) => {
    const target = requestTarget(request.url ?? '');
    const area = target ? areaOf(target.path) : 'operations';
    response.once('close', () => parts.metrics.answered(area, response.statusCode));
    answer(parts, area, target, request, response).catch((error: unknown) => {
      parts.log.error({ err: error, area, method: request.method }, 'A request failed.');
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(failure);
    });
  };
};

const failure = 'The server made a mistake; it has been logged. Try again in a moment.\n';

const securityTxtPath = '/.well-known/security.txt';

const areaOf = (path: string): Area => {
  if (isWithin(path, '/v1')) return 'gateway';
  if (isWithin(path, '/api')) return 'playground';
  return path === '/healthz' || path === '/metrics' ? 'operations' : 'site';
};

const answer = async (
  parts: AppParts,
  area: Area,
  target: RequestTarget | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if (parts.health.stopping) response.setHeader('connection', 'close');
  if (!target) {
    response.writeHead(400).end();
    return;
  }
  if (area === 'gateway') return parts.gateway(request, response);
  for (const [name, value] of Object.entries(parts.headers)) response.setHeader(name, value);
  if (area === 'playground') return parts.playground(request, response);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    if (area === 'operations' || target.path === securityTxtPath || parts.site.has(target.path))
      refuseWrite(response);
    else answerMissingEndpoint(response, parts.docsOrigin);
    return;
  }
  if (target.path === securityTxtPath) {
    response.writeHead(200, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-cache',
    });
    response.end(parts.securityTxt());
    return;
  }
  if (area === 'site') return parts.site.send(request, response, target.path, target.search);
  if (target.path === '/healthz') answerHealth(response, parts.health);
  else await answerMetrics(response, parts.metrics.registry);
};
