/**
 * The gateway is elsewhere (GATEWAY_URL): bytes pass through in both directions as they are. Nothing is
 * metered or stored here, redirects are not followed, and this site's cookies stay here.
 */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import { type Dispatcher, Pool } from 'undici';
import type { Clock } from '../domain/clock.ts';
import { InFlight } from '../upstreams/in-flight.ts';
import { answerError } from './answer.ts';
import { openExchange, withoutOrigin } from './exchange.ts';
import { GatewayError } from './gateway-error.ts';

export type GatewayProxy = {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  stop(drainMs: number): Promise<void>;
};

export type GatewayProxyOptions = {
  /** Base of the other gateway, without `/v1`. */
  url: string;
  /** Origin of the docs that errors link to; absent, the links are paths. */
  docsOrigin?: string;
  clock: Clock;
  log: Logger;
};

/**
 * A segment that leads upwards, as any server might read it. Behind GATEWAY_URL there may be more than its
 * `/v1`, which is all that is open here.
 */
const upwards = /(?:[/\\]|%2f|%5c)(?:\.|%2e){1,2}(?:[/\\;]|%2f|%5c|$)/i;

/** As many as an upstream has; a stream holds one for as long as it takes, and who finds none waits. */
const connections = 1024;

/** Longest silence of the other gateway, before and within an answer. */
const silenceMs = 600_000;

const aboutThisConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const staysHere = new Set(['host', 'cookie', 'expect', 'content-length', 'origin', 'referer']);
const forwardingNotes = /^(?:forwarded|via|x-forwarded-.*|x-real-ip|sec-.*)$/;

export const createGatewayProxy = ({
  url,
  docsOrigin = '',
  clock,
  log,
}: GatewayProxyOptions): GatewayProxy => {
  const { origin, pathname } = new URL(url);
  const base = pathname.replace(/\/+$/, '');
  const pool = new Pool(origin, {
    connections,
    connect: { timeout: 10_000 },
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
  });
  const running = new InFlight<AbortController>();

  const pass = async (
    request: IncomingMessage,
    response: ServerResponse,
    signal: AbortSignal,
  ): Promise<void> => {
    const answer = await pool.request({
      method: (request.method ?? 'GET') as Dispatcher.HttpMethod,
      path: base + withoutOrigin(request.url ?? '/'),
      headers: toGateway(request.headers),
      body: hasBody(request) ? request : null,
      signal,
    });
    response.writeHead(answer.statusCode, toClient(answer.headers));
    await pipeline(answer.body, response, { signal });
  };

  return {
    handle: async (request, response) => {
      const refuse = (error: GatewayError) =>
        answerError(openExchange(request, response, clock.now(), docsOrigin), error);
      if (upwards.test(pathOf(request))) return refuse(new GatewayError('not_found'));
      const abort = new AbortController();
      const leave = running.enter(abort);
      response.once('close', () => abort.abort());
      try {
        await pass(request, response, abort.signal);
      } catch (error) {
        if (response.destroyed) return;
        log.warn({ err: error }, 'The gateway behind this site could not be reached.');
        if (response.headersSent) response.destroy();
        else
          refuse(
            new GatewayError('upstream_unreachable', {
              message:
                'The gateway behind this site could not be reached, or broke off before it answered; its request log says whether anything was charged.',
            }),
          );
      } finally {
        leave();
      }
    },
    stop: async (drainMs) => {
      const timer = setTimeout(() => {
        for (const abort of running) abort.abort();
      }, drainMs);
      await pool.close();
      clearTimeout(timer);
    },
  };
};

const pathOf = ({ url = '/' }: IncomingMessage): string =>
  withoutOrigin(url).split('?', 1)[0] ?? '';

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const toGateway = (headers: IncomingHttpHeaders): Record<string, string | string[]> =>
  travelling(headers, (name) => staysHere.has(name) || forwardingNotes.test(name));

const toClient = (headers: IncomingHttpHeaders): Record<string, string | string[]> =>
  travelling(headers, (name) => name === 'set-cookie');

const travelling = (
  headers: IncomingHttpHeaders,
  stays: (name: string) => boolean,
): Record<string, string | string[]> => {
  const named = String(headers.connection ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers))
    if (
      value !== undefined &&
      !aboutThisConnection.has(name) &&
      !named.includes(name) &&
      !stays(name)
    )
      kept[name] = value;
  return kept;
};
