/**
 * The protocols that the gateway speaks.
 * `openai-chat`: https://platform.openai.com/docs/api-reference/chat
 * `openai-responses`: https://platform.openai.com/docs/api-reference/responses
 * `openai-embeddings`: https://platform.openai.com/docs/api-reference/embeddings
 * `anthropic-messages`: https://docs.anthropic.com/en/api/messages
 */
export type Protocol =
  | 'openai-chat'
  | 'openai-responses'
  | 'openai-embeddings'
  | 'anthropic-messages';

/** Those that carry a conversation. */
export type ChatProtocol = Exclude<Protocol, 'openai-embeddings'>;

/** Family that decides the error envelope, the list shape and the base URL. */
export type ProtocolFamily = 'openai' | 'anthropic';

type ProtocolFacts = { family: ProtocolFamily; path: string; label: string };

export const protocols: Record<Protocol, ProtocolFacts> = {
  'openai-chat': {
    family: 'openai',
    path: '/v1/chat/completions',
    label: 'OpenAI Chat Completions',
  },
  'openai-responses': { family: 'openai', path: '/v1/responses', label: 'OpenAI Responses' },
  'openai-embeddings': { family: 'openai', path: '/v1/embeddings', label: 'OpenAI Embeddings' },
  'anthropic-messages': {
    family: 'anthropic',
    path: '/v1/messages',
    label: 'Anthropic Messages',
  },
};

/** Base URL as an SDK of that family takes it: OpenAI's with `/v1`, Anthropic's without (D1). */
export const baseUrl = (origin: string, family: ProtocolFamily): string =>
  family === 'openai' ? `${origin}/v1` : origin;
