/** Sends bytes as they are on a connection of their own, and reads what comes back until it ends. */
import { connect } from 'node:net';

export type RawAnswer = {
  text: string;
  /** Nobody ended the connection in time. */
  stuck: boolean;
};

/** Longer than the server's own limits on slow heads and bodies. */
const patienceMs = 45_000;
/** What has not been answered by then may be half a request. */
const quietMs = 100;

/** `whole`: the server knows where the request ends. Else it is told, some time after, that no more will come. */
export const sendRaw = (
  origin: string,
  { bytes, whole }: { bytes: Buffer; whole: boolean },
): Promise<RawAnswer> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(origin);
    const parts: Buffer[] = [];
    let stuck = false;
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    const quiet = whole ? undefined : setTimeout(() => socket.end(), quietMs);
    socket.setTimeout(patienceMs, () => {
      stuck = true;
      socket.destroy();
    });
    socket.on('data', (part: Buffer) => parts.push(part));
    // A server that refuses early closes before it has read everything; what it said has arrived or not.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      clearTimeout(quiet);
      resolve({ text: Buffer.concat(parts).toString('latin1'), stuck });
    });
  });
