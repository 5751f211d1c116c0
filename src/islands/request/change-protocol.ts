/** The same request over another protocol: what both have is carried over, the rest is named. */
import type { ChatProtocol } from '../../domain/protocol.ts';
import { type JsonObject, list, member } from '../../domain/protocols/json-value.ts';
import { formatBody, type PlaygroundRequest, parseBody, readFields } from './request-body.ts';

export type Changed = {
  request: PlaygroundRequest;
  /** Members of the body that the other protocol has no place for. */
  dropped: string[];
};

/** A body that can't be read keeps its text: only the endpoint changes. */
export const changeProtocol = (request: PlaygroundRequest, protocol: ChatProtocol): Changed => {
  const body = parseBody(request.body);
  const fields = readFields(request);
  if (!body || !fields || protocol === request.protocol)
    return { request: { ...request, protocol }, dropped: [] };
  const turns = turnsOf(request.protocol, body);
  const limit = fields.maxTokens === '' ? undefined : Number(fields.maxTokens);
  const plain = {
    model: fields.model,
    ...limitOf[protocol](limit),
    ...(fields.temperature !== '' && { temperature: Number(fields.temperature) }),
    ...(typeof body.top_p === 'number' && { top_p: body.top_p }),
    ...(fields.stream && { stream: true }),
  };
  const carried = carry[protocol](plain, fields.system, turns, fields.stream);
  return {
    request: { protocol, body: formatBody(carried) },
    dropped: Object.keys(body).filter((name) => !known.has(name) && !(name in carried)),
  };
};

/** Members whose meaning is carried over under another name, or which mean nothing to the other protocol. */
const known = new Set(
  'model messages input instructions system max_tokens max_completion_tokens max_output_tokens temperature top_p stream stream_options'.split(
    ' ',
  ),
);

/** Anthropic's protocol requires a limit. */
const limitOf: Record<ChatProtocol, (limit: number | undefined) => JsonObject> = {
  'openai-chat': (limit) => (limit === undefined ? {} : { max_completion_tokens: limit }),
  'openai-responses': (limit) => (limit === undefined ? {} : { max_output_tokens: limit }),
  'anthropic-messages': (limit) => ({ max_tokens: limit ?? 1024 }),
};

type Turn = { role: unknown; content: unknown };

const turnsOf = (protocol: ChatProtocol, body: JsonObject): Turn[] => {
  const turns = protocol === 'openai-responses' ? body.input : body.messages;
  if (typeof turns === 'string') return [{ role: 'user', content: turns }];
  return list(turns)
    .filter((turn) => member(turn, 'role') === 'user' || member(turn, 'role') === 'assistant')
    .map((turn) => ({ role: member(turn, 'role'), content: member(turn, 'content') }));
};

const carry: Record<
  ChatProtocol,
  (plain: JsonObject, system: string, turns: Turn[], stream: boolean) => JsonObject
> = {
  'openai-chat': (plain, system, turns, stream) => ({
    ...plain,
    ...(stream && { stream_options: { include_usage: true } }),
    messages: system === '' ? turns : [{ role: 'system', content: system }, ...turns],
  }),
  'openai-responses': (plain, system, turns) => ({
    ...plain,
    ...(system !== '' && { instructions: system }),
    input: turns.length === 1 && typeof turns[0]?.content === 'string' ? turns[0].content : turns,
  }),
  'anthropic-messages': (plain, system, turns) => ({
    ...plain,
    ...(system !== '' && { system }),
    messages: turns,
  }),
};
