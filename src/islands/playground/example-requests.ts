/** Requests to begin with: a question, and the ways in which a request can end. */
import text from '#content/i18n/en/playground.json' with { type: 'json' };
import { promptRequest } from '../../domain/prompt-request.ts';
import type { ChatProtocol } from '../../domain/protocol.ts';
import type { PlaygroundRequest } from '../request/request-body.ts';

export type Example = { id: 'ask' | 'stop' | 'error' | 'cut'; label: string; model: string };

/** Test models only: what each does is known beforehand. */
export const examples: Example[] = [
  { id: 'ask', label: text['example.ask'], model: 'sandbox/docs' },
  { id: 'stop', label: text['example.stop'], model: 'sandbox/slow' },
  { id: 'error', label: text['example.error'], model: 'sandbox/overloaded' },
  { id: 'cut', label: text['example.cut'], model: 'sandbox/cut' },
];

export const exampleRequest = (
  { id, model }: Pick<Example, 'id' | 'model'>,
  protocol: ChatProtocol,
): PlaygroundRequest => promptRequest({ protocol, model, prompt: text[`prompt.${id}`] });

export const firstRequest: PlaygroundRequest = exampleRequest(
  { id: 'ask', model: 'sandbox/docs' },
  'openai-chat',
);
