/**
 * An error in the middle of a stream, in the protocol's own shape, so that the official SDKs raise it.
 * Sources: https://docs.anthropic.com/en/docs/build-with-claude/streaming#error-events,
 * https://platform.openai.com/docs/api-reference/responses-streaming/error.
 */
import type { Protocol } from '../protocol.ts';

export const errorEvent = (protocol: Protocol, message: string): Buffer => {
  switch (protocol) {
    case 'anthropic-messages':
      return event({ type: 'error', error: { type: 'api_error', message } }, 'error');
    case 'openai-responses':
      return event(
        { type: 'error', code: 'upstream_error', message, param: null, sequence_number: 0 },
        'error',
      );
    case 'openai-chat':
    case 'openai-embeddings':
      return event({
        error: { message, type: 'upstream_error', param: null, code: 'upstream_error' },
      });
  }
};

const event = (value: object, name?: string): Buffer =>
  Buffer.from(`${name ? `event: ${name}\n` : ''}data: ${JSON.stringify(value)}\n\n`);
