/** What the sandbox sends back, as a script that `deliver` plays at a pace. */
import type { ProtocolFamily } from '../../domain/protocol.ts';
import { newId } from './ids.ts';

export type Frame = {
  text: string;
  /** Words that this frame stands for: it is sent that many paces after the one before. */
  words: number;
};

export type SandboxResponse = {
  status: number;
  headers: Record<string, string>;
  /** Read as they are sent, so that nothing is made for a client that went away. */
  frames: Iterable<Frame>;
  /** Breaks off after that many frames with words; absent, the answer is finished. */
  breaksAfter?: number;
};

/** Words that an answer which comes in one piece waits for at most. */
const longestWait = 20;

export const jsonResponse = (
  family: ProtocolFamily,
  status: number,
  body: object,
  words = 0,
): SandboxResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...requestIdHeader(family) },
  frames: [{ text: JSON.stringify(body), words: Math.min(words, longestWait) }],
});

export const streamResponse = (
  family: ProtocolFamily,
  frames: Iterable<Frame>,
): SandboxResponse => ({
  status: 200,
  headers: {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    ...requestIdHeader(family),
  },
  frames,
});

/** The same response, broken off in the middle. */
export const cutInHalf = (response: SandboxResponse, words: number): SandboxResponse => {
  if (response.headers['content-type'] !== 'application/json')
    return { ...response, breaksAfter: Math.max(1, Math.floor(words / 2)) };
  const [whole] = response.frames;
  const text = whole?.text ?? '';
  const half = { text: text.slice(0, text.length / 2), words: 1 };
  return { ...response, frames: [half, { text: '', words: 1 }], breaksAfter: 1 };
};

/** An error in the vendor's own envelope. */
export const vendorError = (
  family: ProtocolFamily,
  status: number,
  type: string,
  message: string,
  openai: { param?: string; code?: string } = {},
): SandboxResponse => {
  const body =
    family === 'anthropic'
      ? { type: 'error', error: { type, message }, request_id: newId('req_01', 22) }
      : { error: { message, type, param: openai.param ?? null, code: openai.code ?? null } };
  return jsonResponse(family, status, body);
};

const requestIdHeader = (family: ProtocolFamily): Record<string, string> =>
  family === 'anthropic'
    ? { 'request-id': newId('req_01', 22) }
    : { 'x-request-id': newId('req_', 32) };
