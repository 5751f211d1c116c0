/**
 * The form is a view of the JSON body: it reads its fields out of the body and writes them back into it,
 * and leaves alone what it has no field for. So form, raw body, snippets and Send can't differ.
 */

import type { ChatProtocol } from '../../domain/protocol.ts';
import { isObject, type JsonObject, list, member } from '../../domain/protocols/json-value.ts';
import type { SharedRequest } from '../../domain/share-link.ts';

export type PlaygroundRequest = SharedRequest & { protocol: ChatProtocol };

export const chatProtocols: ChatProtocol[] = [
  'openai-chat',
  'openai-responses',
  'anthropic-messages',
];

export type Fields = {
  model: string;
  system: string;
  /** Text of the last message of the user; null when it holds more than text. */
  message: string | null;
  /** Messages of the conversation besides system prompt and that one. */
  otherMessages: number;
  /** As text; empty when the body leaves it out. */
  temperature: string;
  maxTokens: string;
  stream: boolean;
};

export type FieldName = Exclude<keyof Fields, 'otherMessages'>;

/** Undefined when the body is not a JSON object: then there is nothing a form could show. */
export const parseBody = (text: string): JsonObject | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

export const formatBody = (body: JsonObject): string => JSON.stringify(body, null, 2);

export const readFields = ({ protocol, body }: PlaygroundRequest): Fields | undefined => {
  const parsed = parseBody(body);
  if (!parsed) return undefined;
  const turns = conversation(protocol, parsed);
  const last = turns.findLast((turn) => member(turn, 'role') === 'user');
  return {
    model: typeof parsed.model === 'string' ? parsed.model : '',
    system: systemText(protocol, parsed),
    message: last === undefined ? '' : contentText(member(last, 'content')),
    otherMessages: Math.max(0, turns.length - 1),
    temperature: numberText(parsed.temperature),
    maxTokens: numberText(parsed[limitName(protocol, parsed)]),
    stream: parsed.stream === true,
  };
};

/** The request with one field changed; unchanged when the body can't be read. */
export const withField = (
  request: PlaygroundRequest,
  name: FieldName,
  value: string | boolean,
): PlaygroundRequest => {
  const body = parseBody(request.body);
  if (!body) return request;
  return { ...request, body: formatBody(writers[name](request.protocol, body, value)) };
};

type Writer = (protocol: ChatProtocol, body: JsonObject, value: string | boolean) => JsonObject;

const writers: Record<FieldName, Writer> = {
  model: (_, body, value) => ({ ...body, model: value }),
  system: (protocol, body, value) => withSystem(protocol, body, String(value)),
  message: (protocol, body, value) => withMessage(protocol, body, String(value)),
  temperature: (_, body, value) => withNumber(body, 'temperature', String(value)),
  maxTokens: (protocol, body, value) => withNumber(body, limitName(protocol, body), String(value)),
  stream: (protocol, body, value) => withStream(protocol, body, value === true),
};

/** Where each protocol keeps the conversation. Responses also takes a plain text. */
const conversation = (protocol: ChatProtocol, body: JsonObject): unknown[] => {
  const turns = protocol === 'openai-responses' ? body.input : body.messages;
  if (typeof turns === 'string') return [{ role: 'user', content: turns }];
  return list(turns).filter((turn) => !isSystem(turn));
};

const isSystem = (turn: unknown): boolean =>
  member(turn, 'role') === 'system' || member(turn, 'role') === 'developer';

const systemText = (protocol: ChatProtocol, body: JsonObject): string => {
  if (protocol === 'anthropic-messages') return contentText(body.system) ?? '';
  if (protocol === 'openai-responses')
    return typeof body.instructions === 'string' ? body.instructions : '';
  const turn = list(body.messages).find(isSystem);
  return contentText(member(turn, 'content')) ?? '';
};

/** Text of a content that is a text or a list of nothing but text parts. */
const contentText = (content: unknown): string | null => {
  if (content === undefined || content === null) return '';
  if (typeof content === 'string') return content;
  const texts = list(content).map((part) => member(part, 'text'));
  return Array.isArray(content) && texts.every((text) => typeof text === 'string')
    ? texts.join('\n')
    : null;
};

const numberText = (value: unknown): string => (typeof value === 'number' ? String(value) : '');

/** Name of the member that limits the answer: what the body uses, else the protocol's present one. */
const limitName = (protocol: ChatProtocol, body: JsonObject): string => {
  if (protocol === 'openai-responses') return 'max_output_tokens';
  return protocol === 'openai-chat' && !('max_tokens' in body)
    ? 'max_completion_tokens'
    : 'max_tokens';
};

const without = (body: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([key]) => key !== name));

const withNumber = (body: JsonObject, name: string, value: string): JsonObject =>
  value.trim() === '' || !Number.isFinite(Number(value))
    ? without(body, name)
    : beforeConversation(body, name, Number(value));

/** New members stand before the conversation, which is long and belongs at the end. */
const beforeConversation = (body: JsonObject, name: string, value: unknown): JsonObject => {
  if (name in body) return { ...body, [name]: value };
  const entries = Object.entries(body);
  const at = entries.findIndex(([key]) => key === 'messages' || key === 'input');
  return Object.fromEntries(entries.toSpliced(at < 0 ? entries.length : at, 0, [name, value]));
};

const withSystem = (protocol: ChatProtocol, body: JsonObject, value: string): JsonObject => {
  if (protocol !== 'openai-chat') {
    const name = protocol === 'anthropic-messages' ? 'system' : 'instructions';
    return value === '' ? without(body, name) : beforeConversation(body, name, value);
  }
  const messages = list(body.messages);
  const at = messages.findIndex(isSystem);
  if (value === '') return { ...body, messages: messages.filter((_, index) => index !== at) };
  const role = at < 0 ? 'system' : member(messages[at], 'role');
  const turn = { role, content: value };
  return {
    ...body,
    messages: at < 0 ? [turn, ...messages] : messages.with(at, turn),
  };
};

const withMessage = (protocol: ChatProtocol, body: JsonObject, value: string): JsonObject => {
  const name = protocol === 'openai-responses' ? 'input' : 'messages';
  const turns = body[name];
  if (name === 'input' && !Array.isArray(turns)) return { ...body, input: value };
  const all = list(turns);
  const at = all.findLastIndex((turn) => member(turn, 'role') === 'user');
  const turn = { ...(isObject(all[at]) ? all[at] : { role: 'user' }), content: value };
  return { ...body, [name]: at < 0 ? [...all, turn] : all.with(at, turn) };
};

/** A chat stream tells its usage only to those who ask (B3a); a whole answer always does. */
const withStream = (protocol: ChatProtocol, body: JsonObject, stream: boolean): JsonObject => {
  if (!stream) return without(without(body, 'stream'), 'stream_options');
  const streaming = beforeConversation(body, 'stream', true);
  return protocol === 'openai-chat' && !('stream_options' in streaming)
    ? beforeConversation(streaming, 'stream_options', { include_usage: true })
    : streaming;
};
