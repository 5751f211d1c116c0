/** One origin for development: the server's paths go to the server, everything else to Astro. */
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { SetupError } from './progress.mjs';

const serverPath = /^\/(v1|api|healthz|metrics)(?![\w-])/;

/** Listens on `port` of both loopback addresses; answers a function that ends it. */
export const startDevProxy = async (port, ports) => {
  const portFor = (url) => (serverPath.test(url) ? ports.server : ports.site);
  const servers = await Promise.all(
    ['127.0.0.1', '::1'].map((host) => listen(host, port, portFor)),
  );
  return () => {
    for (const server of servers) {
      server?.close();
      server?.closeAllConnections();
    }
  };
};

const listen = (host, port, portFor) =>
  new Promise((resolve, reject) => {
    const server = createServer((incoming, outgoing) => {
      pass(incoming, outgoing, portFor(incoming.url ?? '/'));
    });
    server.on('upgrade', (incoming, socket, head) => {
      upgrade(incoming, socket, head, portFor(incoming.url ?? '/'));
    });
    server.once('error', (error) => {
      if (host === '::1' && error.code !== 'EADDRINUSE') resolve(undefined);
      else
        reject(
          new SetupError(
            `Port ${port} cannot be used (${error.code}). Choose another one: PORT=4400 npm run dev`,
          ),
        );
    });
    server.listen(port, host, () => resolve(server));
  });

const pass = (incoming, outgoing, port) => {
  const { method, headers, url: path } = incoming;
  const onward = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.once('error', () => {
    if (outgoing.headersSent) return outgoing.destroy();
    outgoing.writeHead(503, { 'content-type': 'text/plain', refresh: '1' });
    outgoing.end('Starting; this page loads again in a second.\n');
  });
  outgoing.once('close', () => onward.destroy());
  incoming.pipe(onward);
};

/** Hot reload runs over a WebSocket. */
const upgrade = (incoming, socket, head, port) => {
  const onward = connect(port, '127.0.0.1', () => {
    const headers = incoming.rawHeaders.flatMap((name, index, all) =>
      index % 2 === 0 ? [`${name}: ${all[index + 1]}`] : [],
    );
    onward.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
    onward.write(head);
    onward.pipe(socket).pipe(onward);
  });
  onward.once('error', () => socket.destroy());
  socket.once('error', () => onward.destroy());
};
