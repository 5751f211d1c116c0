/** One request as its client sees it: how it was answered, and whether the answer came to its end. */
import { randomUUID } from 'node:crypto';

export type Kind = 'chat' | 'chat stream' | 'messages' | 'messages stream' | 'responses stream';

export type Seen = {
  kind: Kind;
  /** Undefined when no head came. */
  status?: number;
  requestId?: string;
  text: string;
  /** The client has the whole answer: it saw a stream's end marker, or all of a body. */
  ended: boolean;
};

const paths: Record<string, string> = {
  chat: '/v1/chat/completions',
  messages: '/v1/messages',
  responses: '/v1/responses',
};

const endMarkers: Partial<Record<Kind, string>> = {
  'chat stream': 'data: [DONE]',
  'messages stream': 'event: message_stop',
  'responses stream': 'event: response.completed',
};

export const kinds: Kind[] = [
  'chat',
  'chat stream',
  'messages',
  'messages stream',
  'responses stream',
];

/** Never rejects: a server that is gone is something that is seen. */
export const ask = async (
  origin: string,
  secret: string,
  kind: Kind,
  model = 'faults/fine',
  signal?: AbortSignal,
): Promise<Seen> => {
  const seen: Seen = { kind, text: '', ended: false };
  const [protocol = '', stream] = kind.split(' ');
  try {
    const response = await fetch(`${origin}${paths[protocol]}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        model,
        stream: stream !== undefined,
        max_tokens: 100,
        // Each request is another, so that nothing on the way takes two for the same.
        messages: [{ role: 'user', content: `Say something. ${randomUUID()}` }],
        ...(protocol === 'responses' && { input: 'Say something.', max_output_tokens: 100 }),
      }),
      ...(signal && { signal }),
    });
    seen.status = response.status;
    seen.requestId = response.headers.get('x-request-id') ?? '';
    for await (const bytes of response.body ?? []) seen.text += Buffer.from(bytes).toString();
    seen.ended = seen.text.includes(endMarkers[kind] ?? '');
  } catch (error) {
    if (!(error instanceof TypeError || signal?.aborted)) throw error;
  }
  return seen;
};
