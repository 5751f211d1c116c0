/** An upstream on a free port that misbehaves on purpose, in the way that the request's model names. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { speak } from './answers.ts';
import { type Behaviour, behaviours } from './behaviours.ts';

export type ReceivedRequest = {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Resolves when the answer is finished, or to `gone` when the caller went away before. */
  over: Promise<'finished' | 'gone'>;
  /** Resolves when the connection that it came on is closed. */
  closed: Promise<void>;
};

export type MisbehavingUpstream = {
  /** Base URL for `site.config.ts`. */
  baseUrl: string;
  requests: ReceivedRequest[];
  /** Connections that were opened so far. */
  connections(): number;
  close(): Promise<void>;
};

export const startMisbehavingUpstream = async (
  options: { delayMs?: number } = {},
): Promise<MisbehavingUpstream> => {
  const requests: ReceivedRequest[] = [];
  let connections = 0;
  const server = createServer(async (request, response) => {
    const over = new Promise<'finished' | 'gone'>((resolve) => {
      response.once('finish', () => resolve('finished'));
      response.once('close', () => resolve('gone'));
    });
    const closed = new Promise<void>((resolve) => request.socket.once('close', () => resolve()));
    const body = await readBody(request);
    const path = request.url ?? '';
    requests.push({ path, headers: request.headers, body, over, closed });
    const parsed = JSON.parse(body);
    await behaviourOf(parsed.model)({
      request,
      response,
      socket: request.socket,
      answer: speak(path, parsed),
      delayMs: options.delayMs ?? 1_000,
    });
  });
  server.on('connection', (socket) => {
    connections++;
    // A caller that goes away in the middle is what many of the tests do.
    socket.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    connections: () => connections,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};

/** The whole model id, or what follows its last slash: `test/hang` hangs. An unknown one is an error here. */
const behaviourOf = (model: string) => {
  const name = model.slice(model.lastIndexOf('/') + 1);
  if (!Object.hasOwn(behaviours, name)) throw new Error(`No behaviour is called ${name}.`);
  return behaviours[name as Behaviour];
};

const readBody = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
};
