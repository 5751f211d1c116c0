/** The least that a proxy on Node can do: undici behind, bodies whole, no header but those of the body. */
import { createServer, type OutgoingHttpHeaders } from 'node:http';
import { Pool } from 'undici';
import { announce } from './child.ts';

const upstream = new Pool(process.env.BENCH_UPSTREAM ?? '', { pipelining: 1, allowH2: false });

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (bytes: Buffer) => parts.push(bytes));
  request.on('end', () => {
    upstream.dispatch(
      {
        method: 'POST',
        path: request.url ?? '/',
        headers: { 'content-type': 'application/json' },
        body: Buffer.concat(parts),
      },
      {
        onRequestStart: (controller) => {
          response.on('drain', () => controller.resume());
          response.on('close', () => {
            if (!response.writableFinished) controller.abort(new Error('The client went away.'));
          });
        },
        onResponseStart: (_, status, headers) => {
          const sent: OutgoingHttpHeaders = {};
          for (const name of ['content-type', 'content-length'])
            if (headers[name] !== undefined) sent[name] = headers[name];
          response.writeHead(status, sent);
        },
        onResponseData: (controller, bytes) => {
          if (!response.write(bytes)) controller.pause();
        },
        onResponseEnd: () => response.end(),
        onResponseError: () => response.destroy(),
      },
    );
  });
});

server.keepAliveTimeout = 600_000;
announce(server);
