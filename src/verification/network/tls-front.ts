/**
 * The gateway under its public name: HTTPS in front of the real one. It hands a stream on event by event
 * and holds each one back until the client has the one before, so that a proxy that buffers gets stuck.
 * No clock decides.
 */
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificates } from './certificates.ts';

export type TlsFront = {
  port: number;
  /** The client has an event: the next one may go. */
  release(): void;
  stop(): void;
};

export const startTlsFront = async (
  origin: string,
  { certificate, key }: Certificates,
): Promise<TlsFront> => {
  let release = (): void => {};
  const server = createServer({ cert: certificate, key }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = await fetch(`${origin}${request.url}`, {
      method: request.method ?? 'GET',
      headers: {
        authorization: request.headers.authorization ?? '',
        'content-type': request.headers['content-type'] ?? 'application/json',
      },
      body: chunks.length > 0 ? Buffer.concat(chunks) : null,
    });
    const events = (await answer.text()).split(/(?<=\n\n)/);
    response.writeHead(answer.status, {
      'content-type': answer.headers.get('content-type') ?? 'application/json',
    });
    for (const event of events) {
      const received = new Promise<void>((resolve) => {
        release = resolve;
      });
      response.write(event);
      if (event !== events.at(-1)) await received;
    }
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    release: () => release(),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
