/**
 * An upstream over HTTP: any OpenAI- or Anthropic-compatible base URL. Bytes pass as they are, in both
 * directions; redirects are never followed, and nothing is decompressed.
 */
import { Pool } from 'undici';
import type { Protocol } from '../domain/protocol.ts';
import type { UpstreamConfig } from '../domain/site.ts';
import { HttpResponse } from './http-response.ts';
import type { Upstream } from './upstream.ts';

type HttpConfig = Extract<UpstreamConfig, { kind: 'http' }>;

const defaults = {
  connectMs: 10_000,
  /** A model may think for minutes before its answer begins. */
  firstByteMs: 300_000,
  idleMs: 120_000,
  connections: 1024,
  responseLimit: 128 * 1024 * 1024,
};

/**
 * An idle connection is closed after that long, unless the upstream says how long it keeps one. It is less
 * than the 5 seconds of vLLM, LiteLLM and all else on uvicorn, which don't say: a request that meets their
 * closing is lost.
 */
const keepAliveMs = 4_000;

export const createHttpUpstream = (config: HttpConfig, credential?: string): Upstream => {
  const base = new URL(config.baseUrl);
  const basePath = base.pathname.replace(/\/+$/, '');
  const pool = new Pool(base.origin, {
    connections: config.connections ?? defaults.connections,
    connect: { timeout: config.timeouts?.connectMs ?? defaults.connectMs },
    headersTimeout: config.timeouts?.firstByteMs ?? defaults.firstByteMs,
    bodyTimeout: config.timeouts?.idleMs ?? defaults.idleMs,
    keepAliveTimeout: keepAliveMs,
    pipelining: 1,
    allowH2: false,
  });
  const responseLimit = config.responseLimit ?? defaults.responseLimit;

  return {
    id: config.id,
    protocols: config.protocols,
    send: (request, sink) => {
      const response = new HttpResponse(sink, responseLimit);
      pool.dispatch(
        {
          method: 'POST',
          path: basePath + request.path,
          headers: {
            'content-type': 'application/json',
            ...defaultVersion[request.protocol],
            ...request.headers,
            ...credentialHeader(config, request.protocol, credential),
            // The answer has to be read while it passes, and its length is what its bytes say.
            'accept-encoding': 'identity',
            'content-length': undefined,
          },
          body: request.body,
        },
        response,
      );
      return response;
    },
    close: () => pool.destroy(),
  };
};

/** Anthropic's endpoint turns a request away that names no version. */
const defaultVersion: Partial<Record<Protocol, Record<string, string>>> = {
  'anthropic-messages': { 'anthropic-version': '2023-06-01' },
};

const credentialHeader = (
  config: HttpConfig,
  protocol: Protocol,
  credential: string | undefined,
): Record<string, string> => {
  if (!credential) return {};
  const name =
    config.credentialHeader ?? (protocol === 'anthropic-messages' ? 'x-api-key' : 'authorization');
  return { [name]: name === 'authorization' ? `Bearer ${credential}` : credential };
};
