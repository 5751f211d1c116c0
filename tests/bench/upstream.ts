/** The instant upstream, a process of its own: answers from memory, whatever is asked. */
import { createServer, type ServerResponse } from 'node:http';
import { announce } from './child.ts';
import { json, slowEvent, streamEnd, streamPieces } from './traffic.ts';

const sse = { 'content-type': 'text/event-stream; charset=utf-8' };

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('latin1');
  request.on('data', (text: string) => {
    body += text;
  });
  request.on('end', () => {
    if (body.includes('"bench/slow"')) dripEvents(response);
    else if (body.includes('"stream":true')) {
      response.writeHead(200, sse);
      for (const piece of streamPieces) response.write(piece);
      response.end(streamEnd);
    } else {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(json.answer),
      });
      response.end(json.answer);
    }
  });
});

const dripEvents = (response: ServerResponse): void => {
  response.writeHead(200, sse);
  const timer = setInterval(() => response.write(slowEvent), 100);
  response.on('close', () => clearInterval(timer));
};

// Connections between rounds are idle for longer than the usual five seconds.
server.keepAliveTimeout = 600_000;
announce(server);
