/** Puts an upstream behind a plain HTTP server, so that real SDKs can call it without a gateway. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Protocol } from '../../src/domain/protocol.ts';
import type { Upstream } from '../../src/upstreams/upstream.ts';

export type Bridge = { origin: string; close(): Promise<void> };

const protocolOf: [RegExp, Protocol][] = [
  [/^\/chat\/completions/, 'openai-chat'],
  [/^\/responses/, 'openai-responses'],
  [/^\/embeddings/, 'openai-embeddings'],
  [/^\/messages/, 'anthropic-messages'],
];

export const openBridge = async (upstream: Upstream): Promise<Bridge> => {
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').replace('/v1', '');
    const protocol = protocolOf.find(([pattern]) => pattern.test(path))?.[1] ?? 'openai-chat';
    const body = await readBody(request);
    const call = upstream.send(
      {
        requestId: 'req_test',
        protocol,
        path,
        headers: {},
        body,
        model: JSON.parse(body.toString()).model,
      },
      {
        head: (status, headers) => response.writeHead(status, headers),
        chunk: (bytes) => response.write(bytes),
        end: () => response.end(),
        fail: () => response.destroy(),
      },
    );
    response.on('drain', () => call.resume());
    response.on('close', () => call.abort());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
};
