/** A link that opens the playground with a request: the smallest body that shows the point. */
import { type Protocol, protocols } from '../domain/protocol.ts';
import { encodeShare, type SharedRequest } from '../domain/share-link.ts';

export type RunRequest = {
  model: string;
  protocol: Exclude<Protocol, 'openai-embeddings'>;
  prompt: string;
  /** Fields beside model, limit, stream and prompt. */
  extra?: Record<string, unknown>;
};

export const runHref = (request: RunRequest): string =>
  `/playground/#${encodeShare(sharedRequest(request))}`;

export const sharedRequest = ({ model, protocol, prompt, extra }: RunRequest): SharedRequest => {
  const body =
    protocol === 'openai-responses'
      ? { model, max_output_tokens: tokens, stream: true, input: prompt, ...extra }
      : {
          model,
          max_tokens: tokens,
          stream: true,
          ...(protocol === 'openai-chat' && { stream_options: { include_usage: true } }),
          ...extra,
          messages: [{ role: 'user', content: prompt }],
        };
  return { protocol, body: JSON.stringify(body, null, 2) };
};

/** What the link says to people who can't see where it leads. */
export const runTitle = ({ model, protocol }: RunRequest): string =>
  `${model}, ${protocols[protocol].label}`;

/** Long enough for every test model to finish. */
const tokens = 1024;
