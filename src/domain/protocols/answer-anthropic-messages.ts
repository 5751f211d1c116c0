/**
 * Answers of Anthropic's Messages. Input counts come with the first event, the output count with the
 * last but one; `input_tokens` excludes what was read from or written to the cache.
 * https://docs.anthropic.com/en/docs/build-with-claude/streaming
 */
import { type Usage, usageKinds } from '../usage.ts';
import type { AnswerReader, Emit, EventMeaning } from './answer.ts';
import { count, errorCode } from './answer-values.ts';
import { isObject, type JsonObject, list, member, text } from './json-value.ts';

export const anthropicMessages: AnswerReader = {
  telling: /"message_(?:start|delta|stop)"|"error"|"usage"/,
  meaning: (event, known) => {
    switch (event.type) {
      case 'message_start': {
        const { output: _placeholder, ...usage } = counts(member(event.message, 'usage')) ?? {};
        return { usage };
      }
      case 'message_delta': {
        const usage = counts(event.usage, known);
        return usage ? { usage, usageComplete: usage.output !== undefined } : {};
      }
      case 'message_stop':
        return { ended: true };
      case 'error':
        return { error: errorCode(event.error) };
      default:
        return {} satisfies EventMeaning;
    }
  },
  emitted: (event, emit) => {
    const key = `${count(event.index) ?? 0}`;
    if (event.type === 'content_block_delta') emitDelta(key, event.delta, emit);
    else if (event.type === 'content_block_start') emitBlock(key, event.content_block, emit, false);
  },
  wholeError: (answer) => (answer.type === 'error' ? errorCode(answer.error) : undefined),
  wholeUsage: (answer) => counts(answer.usage),
  wholeText: (answer, emit) => {
    for (const [index, block] of list(answer.content).entries())
      emitBlock(`${index}`, block, emit, true);
  },
};

/**
 * What an upstream spent on summing up a conversation before it answered is in `iterations` alone:
 * https://platform.claude.com/docs/en/build-with-claude/compaction
 */
const counts = (usage: unknown, known?: Partial<Usage>): Partial<Usage> | undefined => {
  const sums = ownCounts(usage, known);
  for (const iteration of list(member(usage, 'iterations'))) {
    if (!sums || member(iteration, 'type') !== 'compaction') continue;
    const spent = ownCounts(iteration);
    for (const kind of usageKinds) {
      const more = spent?.[kind] ?? 0;
      if (more > 0) sums[kind] = (sums[kind] ?? known?.[kind] ?? 0) + more;
    }
  }
  return sums;
};

/**
 * Only the first event of a stream tells apart what was written for five minutes and for an hour; the
 * later ones give the sum.
 */
const ownCounts = (usage: unknown, known?: Partial<Usage>): Partial<Usage> | undefined => {
  if (!isObject(usage)) return undefined;
  const input = count(usage.input_tokens);
  const output = count(usage.output_tokens);
  const cacheRead = count(usage.cache_read_input_tokens);
  const written = count(usage.cache_creation_input_tokens);
  const hour = count(member(usage.cache_creation, 'ephemeral_1h_input_tokens'));
  const minutes = count(member(usage.cache_creation, 'ephemeral_5m_input_tokens'));
  const cacheWrite1h = hour ?? (minutes === undefined ? undefined : 0);
  const cacheWrite5m =
    minutes ??
    (written === undefined ? undefined : Math.max(0, written - (hour ?? known?.cacheWrite1h ?? 0)));
  return {
    ...(input !== undefined && { input }),
    ...(output !== undefined && { output }),
    ...(cacheRead !== undefined && { cacheRead }),
    ...(cacheWrite5m !== undefined && { cacheWrite5m }),
    ...(cacheWrite1h !== undefined && { cacheWrite1h }),
  };
};

const emitDelta = (key: string, delta: unknown, emit: Emit): void => {
  emit(key, text(member(delta, 'text')));
  emit(key, text(member(delta, 'thinking')));
  emit(key, text(member(delta, 'partial_json')));
};

/** `input` of a tool block is empty where a block starts and follows in deltas. */
const emitBlock = (key: string, block: unknown, emit: Emit, whole: boolean): void => {
  if (!isObject(block)) return;
  emit(key, text(block.text));
  emit(key, text(block.thinking));
  if (block.type === 'redacted_thinking') emit(key, hiddenText(text(block.data)));
  if (!text(block.type).endsWith('tool_use')) return;
  emit(`${key} name`, text(block.name));
  const input: JsonObject | undefined = isObject(block.input) ? block.input : undefined;
  if (whole && input) emit(key, JSON.stringify(input));
};

/**
 * A text of about as many tokens as the one that is encrypted here: base64 has four characters for three
 * bytes, and a token is four bytes or so.
 */
const hiddenText = (encrypted: string): string =>
  ' a'.repeat(Math.ceil((encrypted.length * 3) / 16));
