/**
 * The text of a request that an upstream counts as input: tools, system prompt, messages, in that
 * order, which is also the order of Anthropic's cache prefixes
 * (https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching).
 */
import type { Protocol } from '../protocol.ts';
import { isObject, type JsonObject, list, member, text } from './json-value.ts';

export type Prompt = {
  /** In order: one entry per tool, system block, message part. */
  parts: string[];
  /** Images and files given by URL or file id, and documents: a short one can unfold into any number of pages. */
  remoteParts: number;
  /** Images and sounds that are inside the body. */
  inlineParts: number;
  /** Characters that these take up. */
  inlineLength: number;
};

export const readPrompt = (protocol: Protocol, body: JsonObject): Prompt => {
  const prompt: Prompt = { parts: [], remoteParts: 0, inlineParts: 0, inlineLength: 0 };
  for (const tool of [...list(body.tools), ...list(body.functions)]) addJson(prompt, tool);
  addJson(prompt, member(body.response_format, 'json_schema'));
  addJson(prompt, member(body.text, 'format'));
  addJson(prompt, member(body.output_config, 'format'));
  add(prompt, protocol === 'openai-responses' ? body.instructions : body.system);
  add(
    prompt,
    protocol === 'anthropic-messages' || protocol === 'openai-chat' ? body.messages : body.input,
  );
  return prompt;
};

/** Members that steer or link blocks and are not text for the model. */
const silent = new Set([
  'type',
  'id',
  'status',
  'call_id',
  'tool_call_id',
  'tool_use_id',
  'cache_control',
  'signature',
  'encrypted_content',
  'is_error',
  'citations',
  'annotations',
  'logprobs',
  'detail',
  'format',
]);

/** Members whose value is a JSON document of its own. */
const documents = new Set(['input', 'arguments', 'parameters', 'input_schema']);

const add = (prompt: Prompt, value: unknown): void => {
  if (typeof value === 'string') {
    if (value !== '') prompt.parts.push(value);
  } else if (Array.isArray(value)) {
    // A list of numbers is a text that comes as token ids (embeddings).
    if (value.length > 0 && value.every(Number.isInteger))
      prompt.parts.push(' a'.repeat(value.length));
    else for (const item of value) add(prompt, item);
  } else if (isObject(value) && !addMedia(prompt, value)) {
    for (const [name, inner] of Object.entries(value)) {
      if (silent.has(name)) continue;
      if (documents.has(name)) addJson(prompt, inner);
      else add(prompt, inner);
    }
  }
};

const addJson = (prompt: Prompt, value: unknown): void => {
  if (typeof value === 'string') add(prompt, value);
  else if (value !== undefined && value !== null) prompt.parts.push(JSON.stringify(value));
};

/** Counts a picture, file or sound; answers false for anything else. */
const addMedia = (prompt: Prompt, block: JsonObject): boolean => {
  switch (block.type) {
    case 'image':
    case 'document':
      return addSource(prompt, block);
    case 'image_url':
    case 'video_url':
    case 'input_image': {
      const url = text(member(block.image_url ?? block.video_url, 'url') ?? block.image_url);
      return tally(prompt, url.startsWith('data:') ? url : '');
    }
    case 'file':
    case 'input_file':
      return tally(prompt, '');
    case 'input_audio':
      return tally(prompt, text(member(block.input_audio, 'data')));
    case 'redacted_thinking':
      return tally(prompt, text(block.data));
    default:
      return false;
  }
};

const addSource = (prompt: Prompt, block: JsonObject): boolean => {
  const source = isObject(block.source) ? block.source : {};
  add(prompt, block.title);
  add(prompt, block.context);
  if (source.type === 'text') {
    add(prompt, source.data);
    return true;
  }
  if (source.type === 'content') {
    add(prompt, source.content);
    return true;
  }
  return tally(prompt, block.type === 'image' ? text(source.data) : '');
};

/** `inline` is what the body has of it; empty when that does not tell how many tokens it has. */
const tally = (prompt: Prompt, inline: string): true => {
  if (inline === '') prompt.remoteParts++;
  else prompt.inlineParts++;
  prompt.inlineLength += inline.length;
  return true;
};
