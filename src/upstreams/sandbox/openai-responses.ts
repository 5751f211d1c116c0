/**
 * OpenAI Responses.
 * Sources: https://platform.openai.com/docs/api-reference/responses/object, …/responses-streaming.
 */
import type { Answer, ToolCall } from './answer.ts';
import { newId } from './ids.ts';
import type { Reply } from './reply.ts';
import type { Frame } from './response.ts';
import { words } from './words.ts';

export const responseBody = (reply: Reply): object => {
  const [answer] = reply.answers;
  return finished(reply, head(reply), answer, answer ? [whole(answer, newItemId(answer))] : []);
};

export const responseFrames = function* (reply: Reply): Generator<Frame> {
  const [answer] = reply.answers;
  const start = head(reply);
  let sequence = 0;
  const event = ({ type, words = 0, ...rest }: Event): Frame => ({
    text: `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence++, ...rest })}\n\n`,
    words,
  });
  yield event({ type: 'response.created', response: running(start) });
  yield event({ type: 'response.in_progress', response: running(start) });
  const output: object[] = [];
  if (answer) {
    const id = newItemId(answer);
    const item = whole(answer, id);
    yield event({ type: 'response.output_item.added', output_index: 0, item: begun(item) });
    const steps = answer.call ? callEvents(answer.call) : textEvents(answer.text);
    for (const step of steps) yield event({ ...step, item_id: id, output_index: 0 });
    yield event({ type: 'response.output_item.done', output_index: 0, item });
    output.push(item);
  }
  const type = answer?.finish === 'length' ? 'response.incomplete' : 'response.completed';
  yield event({ type, response: finished(reply, start, answer, output) });
};

type Event = { type: string; words?: number } & Record<string, unknown>;

const textEvents = function* (text: string): Generator<Event> {
  const at = { content_index: 0 };
  yield { type: 'response.content_part.added', ...at, part: textPart('') };
  for (const word of words(text))
    yield { type: 'response.output_text.delta', ...at, delta: word, logprobs: [], words: 1 };
  yield { type: 'response.output_text.done', ...at, text, logprobs: [] };
  yield { type: 'response.content_part.done', ...at, part: textPart(text) };
};

const callEvents = function* ({ name, arguments: values }: ToolCall): Generator<Event> {
  const json = JSON.stringify(values);
  for (const delta of words(json))
    yield { type: 'response.function_call_arguments.delta', delta, words: 1 };
  yield { type: 'response.function_call_arguments.done', arguments: json, name };
};

const textPart = (text: string) => ({ type: 'output_text', text, annotations: [], logprobs: [] });

const newItemId = ({ call }: Answer): string => newId(call ? 'fc_' : 'msg_', 48);

const whole = (answer: Answer, id: string): object =>
  answer.call
    ? {
        id,
        type: 'function_call',
        status: 'completed',
        call_id: newId('call_', 24),
        name: answer.call.name,
        arguments: JSON.stringify(answer.call.arguments),
      }
    : {
        id,
        type: 'message',
        status: answer.finish === 'length' ? 'incomplete' : 'completed',
        role: 'assistant',
        content: [textPart(answer.text)],
      };

/** The item as it is announced, before it has anything in it. */
const begun = (item: object): object => ({
  ...item,
  status: 'in_progress',
  ...('content' in item ? { content: [] } : { arguments: '' }),
});

const head = ({ body, created, model }: Reply) => ({
  id: newId('resp_', 48),
  object: 'response',
  created_at: created,
  status: 'completed',
  background: false,
  completed_at: null as number | null,
  error: null,
  incomplete_details: null as object | null,
  instructions: body.instructions ?? null,
  max_output_tokens: body.max_output_tokens ?? null,
  max_tool_calls: null,
  model,
  output: [] as object[],
  parallel_tool_calls: body.parallel_tool_calls ?? true,
  previous_response_id: null,
  prompt_cache_key: body.prompt_cache_key ?? null,
  reasoning: { effort: null, summary: null },
  safety_identifier: null,
  service_tier: 'default',
  store: false,
  temperature: body.temperature ?? 1,
  text: body.text ?? { format: { type: 'text' } },
  tool_choice: body.tool_choice ?? 'auto',
  tools: body.tools ?? [],
  top_logprobs: 0,
  top_p: body.top_p ?? 1,
  truncation: 'disabled',
  usage: null as object | null,
  user: null,
  metadata: body.metadata ?? {},
});

type Head = ReturnType<typeof head>;

const running = (start: Head): Head => ({ ...start, status: 'in_progress' });

const finished = (
  reply: Reply,
  start: Head,
  answer: Answer | undefined,
  output: object[],
): Head => ({
  ...start,
  ...(answer?.finish === 'length'
    ? { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }
    : { completed_at: start.created_at }),
  output,
  usage: {
    input_tokens: reply.usage.input,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: reply.usage.output,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: reply.usage.input + reply.usage.output,
  },
});
