/** The smallest streaming request that asks one thing, over each protocol. */
import type { ChatProtocol } from './protocol.ts';
import type { SharedRequest } from './share-link.ts';

export type Prompt = {
  protocol: ChatProtocol;
  model: string;
  prompt: string;
  /** Fields beside model, limit, stream and prompt. */
  extra?: Record<string, unknown>;
};

export const promptRequest = (asked: Prompt): SharedRequest & { protocol: ChatProtocol } => ({
  protocol: asked.protocol,
  body: JSON.stringify(bodies[asked.protocol](asked), null, 2),
});

/** Long enough for every test model to finish. */
const limit = 1024;

const bodies: Record<ChatProtocol, (asked: Prompt) => Record<string, unknown>> = {
  'openai-chat': ({ model, prompt, extra }) => ({
    model,
    // OpenAI's reasoning models refuse `max_tokens`, the older name.
    max_completion_tokens: limit,
    stream: true,
    stream_options: { include_usage: true },
    ...extra,
    messages: [{ role: 'user', content: prompt }],
  }),
  'openai-responses': ({ model, prompt, extra }) => ({
    model,
    max_output_tokens: limit,
    stream: true,
    ...extra,
    input: prompt,
  }),
  'anthropic-messages': ({ model, prompt, extra }) => ({
    model,
    max_tokens: limit,
    stream: true,
    ...extra,
    messages: [{ role: 'user', content: prompt }],
  }),
};
