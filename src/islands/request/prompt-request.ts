/** The smallest streaming request that asks one thing, over each protocol. */
import { type ChatProtocol, formatBody, type PlaygroundRequest } from './request-body.ts';

/** Long enough for every test model to finish. */
const limit = 1024;

export const promptRequest = (
  protocol: ChatProtocol,
  model: string,
  prompt: string,
): PlaygroundRequest => ({ protocol, body: formatBody(bodies[protocol](model, prompt)) });

const bodies: Record<ChatProtocol, (model: string, prompt: string) => Record<string, unknown>> = {
  'openai-chat': (model, prompt) => ({
    model,
    max_tokens: limit,
    stream: true,
    stream_options: { include_usage: true },
    messages: [{ role: 'user', content: prompt }],
  }),
  'openai-responses': (model, prompt) => ({
    model,
    max_output_tokens: limit,
    stream: true,
    input: prompt,
  }),
  'anthropic-messages': (model, prompt) => ({
    model,
    max_tokens: limit,
    stream: true,
    messages: [{ role: 'user', content: prompt }],
  }),
};
