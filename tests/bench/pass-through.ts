/** A proxy of what Node has: node:http on both sides, headers and bodies piped through as they are. */
import { Agent, createServer, request as send } from 'node:http';
import { announce } from './child.ts';

const { hostname, port } = new URL(process.env.BENCH_UPSTREAM ?? '');
const agent = new Agent({ keepAlive: true });

const server = createServer((request, response) => {
  const { method, url: path, headers } = request;
  const upstream = send({ agent, hostname, port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  upstream.on('error', () => response.destroy());
  response.on('close', () => upstream.destroy());
  request.pipe(upstream);
});

server.keepAliveTimeout = 600_000;
announce(server);
