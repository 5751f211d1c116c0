/**
 * Reads a request's body into memory, up to a limit, and parses it. Nothing of it is ever echoed. The bytes
 * alone are kept while the request is answered, which can take minutes.
 */
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { shapeFault } from '../domain/protocols/json-shape.ts';
import { GatewayError } from './gateway-error.ts';

const bodyLimit = 10 * 1024 * 1024;

/** The client went away before its request was complete: there is nobody to answer. */
export class ClientGone extends Error {
  override name = 'ClientGone';
}

export const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity')
    throw invalid('The request body is compressed; send it without content-encoding.');
  const bytes = await readBytes(request);
  if (bytes.length === 0) throw invalid('The request has no body.');
  return bytes;
};

/** The JSON of a body: its text, and what that means. */
export const parseBody = (bytes: Buffer): { text: string; value: unknown } => {
  if (!isUtf8(bytes)) throw invalid('The request body is not valid UTF-8.');
  const text = bytes.toString('utf8');
  const fault = shapeFault(text);
  if (fault !== undefined) throw invalid(fault);
  return { text, value: parse(text) };
};

const invalid = (message: string): GatewayError => new GatewayError('invalid_body', { message });

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The parser's message quotes the input, which may be private.
    if (error instanceof SyntaxError) throw invalid('The request body is not valid JSON.');
    throw error;
  }
};

/** A body over the limit is refused as soon as that is known; Node discards what still arrives of it. */
const readBytes = (request: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > bodyLimit) {
      reject(tooLarge());
      return;
    }
    let chunks: Buffer[] = [];
    let length = 0;
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      if (length <= bodyLimit) {
        chunks.push(chunk);
        return;
      }
      chunks = [];
      request.off('data', onData);
      request.resume();
      reject(tooLarge());
    };
    request.on('data', onData);
    request.once('end', () => {
      const [only] = chunks;
      resolve(only && chunks.length === 1 ? only : Buffer.concat(chunks));
      // The request holds these listeners for as long as it is answered, and they would hold the pieces.
      chunks = [];
    });
    request.once('error', () => reject(new ClientGone()));
    request.once('close', () => {
      if (!request.complete) reject(new ClientGone());
    });
  });

const tooLarge = (): GatewayError =>
  new GatewayError('too_large', {
    message: `The request body is larger than ${bodyLimit / 1024 / 1024} MB, the most that the gateway takes.`,
  });
