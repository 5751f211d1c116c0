/** The listening side: time limits against slow clients, one server per address. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const limits = {
  /** Whole head of a request; a URL of 100 KB is a 431. */
  maxHeaderSize: 32 * 1024,
  headersTimeout: 10_000,
  /** Head and body together; answers may take as long as they stream. */
  requestTimeout: 30_000,
  /** Longer than the idle time-out of usual reverse proxies, which would else reuse a closed connection. */
  keepAliveTimeout: 75_000,
  connectionsCheckingInterval: 1_000,
};

/** The address cannot be listened on; the message says which and what to do. */
export class ListenError extends Error {
  override name = 'ListenError';
}

export type HttpServers = {
  port: number;
  /** Takes no more connections; resolves when the last request has ended. */
  close(): Promise<void>;
  /** Ends every connection, whatever it is doing. */
  cut(): void;
};

/** Listens on `host`; `localhost` means both loopback addresses, as clients differ in which they try first. */
export const listen = async (
  options: { host: string; port: number },
  handle: RequestListener,
): Promise<HttpServers> => {
  const [first, second] = options.host === 'localhost' ? ['127.0.0.1', '::1'] : [options.host];
  const server = await listenOn(first ?? options.host, options.port, handle);
  const { port } = server.address() as AddressInfo;
  const servers = [server];
  if (second) {
    const other = await listenOn(second, port, handle).catch((error) => {
      if (isWithoutIpv6(error)) return undefined;
      throw error;
    });
    if (other) servers.push(other);
  }
  return {
    port,
    close: async () => {
      await Promise.all(servers.map(closed));
    },
    cut: () => {
      for (const each of servers) each.closeAllConnections();
    },
  };
};

const listenOn = (host: string, port: number, handle: RequestListener): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer(limits, handle);
    server.once('error', (error) => reject(explained(error, host, port)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve(server);
    });
  });

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
  });

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

const isWithoutIpv6 = (error: Error): boolean =>
  ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(String(codeOf(error.cause)));

const explained = (error: Error, host: string, port: number): ListenError => {
  const advice: Record<string, string> = {
    EADDRINUSE: `Port ${port} is in use by another program. Stop it, or choose another port: PORT=${port + 1} npm start`,
    EACCES: `Port ${port} may not be used by this user. Choose one from 1024 on: PORT=4321 npm start`,
    EADDRNOTAVAIL: `HOST ${host} is not an address of this machine. Use 127.0.0.1, 0.0.0.0 or leave it out.`,
    ENOTFOUND: `HOST ${host} is not a known host name. Use 127.0.0.1, 0.0.0.0 or leave it out.`,
  };
  const code = String(codeOf(error));
  return new ListenError(advice[code] ?? `Cannot listen on ${host}:${port} (${error.message}).`, {
    cause: error,
  });
};
