/**
 * What an upstream's answer says about itself: tokens used, text emitted, whether it is complete.
 * One reader per protocol; all of them take parsed JSON that a stranger wrote.
 */
import type { Protocol } from '../protocol.ts';
import type { Usage } from '../usage.ts';
import { anthropicMessages } from './answer-anthropic-messages.ts';
import { openaiChat } from './answer-openai-chat.ts';
import { openaiEmbeddings } from './answer-openai-embeddings.ts';
import { openaiResponses } from './answer-openai-responses.ts';
import type { JsonObject } from './json-value.ts';

/** Takes a piece of emitted text; pieces with one key are one run of text. */
export type Emit = (key: string, text: string) => void;

/** What one event of a stream means. Absent: the event says nothing of the kind. */
export type EventMeaning = {
  /** Counts that it reports; those given earlier stay in force. */
  usage?: Partial<Usage>;
  /** The output count is the final one, or the latest of a running total. */
  usageComplete?: boolean;
  /** The stream is complete with this event. */
  ended?: boolean;
  /** The upstream failed: its code for that, if it is a plain word. */
  error?: string;
  /** Reports usage and nothing else, so that it can be left out. */
  usageOnly?: boolean;
};

export type AnswerReader = {
  /**
   * Matches the text of every event that can mean something; a match too many does no harm. All bytes of
   * a stream are searched with it, and JSON is full of quotes: what begins with one is slow to look for.
   */
  telling: RegExp;
  /** What an event with this JSON means. `known`: the usage that earlier events have reported. */
  meaning(event: JsonObject, known?: Partial<Usage>): EventMeaning;
  /** Text that an event emits. */
  emitted(event: JsonObject, emit: Emit): void;
  /** The code of the error that a complete answer is instead of an answer, whatever its status was. */
  wholeError(answer: JsonObject): string | undefined;
  /** Usage of a complete answer that is not streamed; undefined when it reports none. */
  wholeUsage(answer: JsonObject): Partial<Usage> | undefined;
  /** Text of a complete answer that is not streamed. */
  wholeText(answer: JsonObject, emit: Emit): void;
};

export const answerReaders: Record<Protocol, AnswerReader> = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  'openai-embeddings': openaiEmbeddings,
  'anthropic-messages': anthropicMessages,
};

/** Data of the last event of an OpenAI chat stream. */
export const doneMarker = '[DONE]';
