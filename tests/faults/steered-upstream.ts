/** An upstream that says how far it is with each request, at a pace that is set from outside. */
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { speak } from '../misbehaving-upstream/answers.ts';

/** What the upstream sees of a request, in order. */
export type Moment = 'dialled' | 'received' | 'begun' | 'midway' | 'answered';

export type SteeredUpstream = {
  baseUrl: string;
  /** Milliseconds before each event. */
  paceMs: number;
  /** Else each request is dialled for anew. */
  keepsConnections: boolean;
  /** While set, answers wait for it. */
  held: Promise<unknown> | undefined;
  /** Resolves when a request is next at that moment. */
  next(moment: Moment): Promise<unknown>;
  close(): Promise<void>;
};

export const startSteeredUpstream = async (): Promise<SteeredUpstream> => {
  const moments = new EventEmitter();
  const tell = (moment: Moment) => moments.emit(moment);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    tell('received');
    await steered.held;
    const spoken = speak(request.url ?? '', JSON.parse(Buffer.concat(parts).toString()));
    response.writeHead(200, {
      'content-type': spoken.stream ? 'text/event-stream; charset=utf-8' : 'application/json',
      connection: steered.keepsConnections ? 'keep-alive' : 'close',
    });
    for (const [at, event] of spoken.events.entries()) {
      if (steered.paceMs > 0) await pause(steered.paceMs);
      response.write(event);
      if (at === 0) tell('begun');
      if (at === Math.floor(spoken.events.length / 2)) tell('midway');
    }
    response.end(() => tell('answered'));
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // A server that is killed leaves its requests half sent.
      if (!request.complete) return;
      response.destroy();
      throw error;
    });
  });
  // Longer than the gateway keeps one, as real upstreams do: none is closed while a request is on its way.
  server.keepAliveTimeout = 120_000;
  server.on('connection', (socket) => {
    tell('dialled');
    socket.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const steered: SteeredUpstream = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    paceMs: 0,
    keepsConnections: true,
    held: undefined,
    next: (moment) => once(moments, moment),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return steered;
};
