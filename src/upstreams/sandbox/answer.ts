/** What each sandbox model says. The models are listed in src/domain/sandbox-models.ts. */
import { countTokens, takeTokens } from '../../domain/tokenizer.ts';
import type { Conversation, Tool } from './conversation.ts';
import { exampleOf } from './example.ts';
import type { Passage } from './passages.ts';

export type ToolCall = { name: string; arguments: Record<string, unknown> };

export type Answer = {
  text: string;
  call?: ToolCall;
  finish: Finish;
  /** The sequence that ended the answer, with finish `stop_sequence`. */
  stopSequence?: string;
  tokens: number;
};

export type Finish = 'stop' | 'length' | 'tool_call' | 'stop_sequence';

export type FindPassage = (question: string) => Passage | undefined;

export const compose = (
  model: string,
  conversation: Conversation,
  maxOutput: number,
  findPassage: FindPassage,
): Answer => {
  const [tool] = conversation.tools;
  if (model === 'sandbox/tools' && tool && conversation.toolResult === undefined)
    return callTool(tool, conversation.question, maxOutput);
  const say = speakers[model];
  if (!say) throw new Error(`The sandbox has no answer for ${model}.`);
  const said = say(conversation, findPassage);
  const text =
    conversation.answerSchema && said !== ''
      ? JSON.stringify(exampleOf(conversation.answerSchema, said))
      : said;
  return limit(text, conversation.stopSequences, maxOutput);
};

/** Models that answer in words; the others fail on purpose. */
export const speaks = (model: string): boolean => Object.hasOwn(speakers, model);

type Speaker = (conversation: Conversation, findPassage: FindPassage) => string;

const speakers: Record<string, Speaker> = {
  'sandbox/docs': ({ question }, findPassage) => {
    const passage = findPassage(question.slice(0, longestQuestion));
    return passage
      ? `${passage.text}\n\nSource: [${passage.title}](${passage.path})`
      : nothingFound(question);
  },
  'sandbox/echo': ({ question }) => question,
  'sandbox/slow': () => longAnswer,
  'sandbox/cut': () => cutAnswer,
  'sandbox/empty': () => '',
  'sandbox/tools': ({ toolResult }) => (toolResult === undefined ? noTools : fromTool(toolResult)),
};

/** What is looked for stands at the beginning of a question, in characters. */
const longestQuestion = 4_000;

const nothingFound = (question: string): string =>
  `${
    question.trim() === ''
      ? 'Ask me something about the gateway and I answer with the passage of these docs that fits best.'
      : 'I am the test model that answers from these docs, and I found no passage that fits this question.'
  } Good questions are:

- Are failed requests billed?
- My key leaked. What do I do?
- Which base URL does Claude Code need?

All answers are in the [FAQ](/faq/); errors by status are in [troubleshooting](/troubleshooting/).`;

const longAnswer = `This is the slow test model. It writes four words a second, so there is time to stop it midway.

When you press Stop, your client closes its connection. The gateway notices at once and aborts the call to the upstream, so no further token is made. What counts for the charge is what had been sent to you by then: the prompt, and every word up to the last one that you saw.

Look at the request afterwards. Its outcome is client_disconnected, its status is 200 because the answer had begun, and its output tokens match the text on your screen. Had you stopped before the first word, nothing would be charged.

If you let me finish instead, the outcome is completed and the whole answer is charged. That is all I have to say, and by now it has taken more than half a minute.`;

const cutAnswer = `This answer will not be finished. The upstream that writes it breaks off in the middle of a sentence, as a real one does when its process dies or its network fails. What has reached you by then is charged together with the prompt, what would have come after it is not, and the outcome of the request is upstream_disconnected. You should never get to read this last part.`;

const noTools =
  'I am the test model that calls tools, and this request offers none. Send a list of tools, each with a name and a JSON schema, and I call the first one.';

const fromTool = (result: string): string =>
  result.trim() === ''
    ? 'The tool ran and returned nothing.'
    : `The tool answered:\n\n${takeTokens(result.trim(), 300)}`;

const callTool = (tool: Tool, question: string, maxOutput: number): Answer => {
  const example = exampleOf(tool.schema, question);
  const call = { name: tool.name, arguments: { ...(example as Record<string, unknown>) } };
  const tokens = countTokens(tool.name) + countTokens(JSON.stringify(call.arguments));
  return tokens <= maxOutput
    ? { text: '', call, finish: 'tool_call', tokens }
    : limit(
        `The limit of ${maxOutput} output tokens is too small for the arguments of a call to this tool.`,
        [],
        maxOutput,
      );
};

/** Ends a text at the first stop sequence, or where the output limit is reached. */
const limit = (text: string, stopSequences: string[], maxOutput: number): Answer => {
  const [stop] = stopSequences
    .map((sequence) => ({ sequence, at: text.indexOf(sequence) }))
    .filter(({ at }) => at !== -1)
    .sort((a, b) => a.at - b.at);
  const wanted = stop ? text.slice(0, stop.at) : text;
  const tokens = countTokens(wanted);
  if (tokens > maxOutput) {
    const taken = takeTokens(wanted, maxOutput);
    return { text: taken, finish: 'length', tokens: countTokens(taken) };
  }
  return stop
    ? { text: wanted, finish: 'stop_sequence', stopSequence: stop.sequence, tokens }
    : { text: wanted, finish: 'stop', tokens };
};
