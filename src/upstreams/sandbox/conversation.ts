/** What a sandbox model takes from a request: the last question, tools on offer, a tool's result. */

import type { Protocol } from '../../domain/protocol.ts';
import {
  isObject,
  type JsonObject,
  list,
  member,
  text,
} from '../../domain/protocols/json-value.ts';

export type Tool = { name: string; schema: JsonObject };

export type Conversation = {
  /** The user's last words, without what agents put around them. */
  question: string;
  tools: Tool[];
  /** Set when the conversation ends with the result of a tool. */
  toolResult: string | undefined;
  /** JSON schema that the answer must match. */
  answerSchema: JsonObject | undefined;
  stopSequences: string[];
};

type Turn = { role: string; text: string; toolResult?: string };

export const readConversation = (protocol: Protocol, body: JsonObject): Conversation => {
  const turns = readTurns(protocol, body);
  return {
    question: lastQuestion(turns),
    tools: offeredTools(body),
    toolResult: turns.at(-1)?.toolResult,
    answerSchema: schemaOf(body),
    stopSequences: [body.stop, body.stop_sequences]
      .flat()
      .filter((stop): stop is string => typeof stop === 'string' && stop !== ''),
  };
};

const readTurns = (protocol: Protocol, body: JsonObject): Turn[] => {
  const messages = protocol === 'openai-responses' ? body.input : body.messages;
  if (typeof messages === 'string') return [{ role: 'user', text: messages }];
  return list(messages).filter(isObject).map(readTurn);
};

const readTurn = (message: JsonObject): Turn => {
  if (message.role === 'tool')
    return { role: 'tool', text: '', toolResult: partsText(message.content) };
  if (text(message.type).endsWith('_call_output'))
    return { role: 'tool', text: '', toolResult: partsText(message.output) };
  const results = list(message.content)
    .filter(isObject)
    .filter(({ type }) => type === 'tool_result');
  return {
    role: text(message.role),
    text: partsText(message.content),
    toolResult:
      results.length > 0 ? results.map(({ content }) => partsText(content)).join('\n') : undefined,
  };
};

/** Text of a content member: a text, or a list of parts of which some are text. */
const partsText = (content: unknown): string =>
  typeof content === 'string'
    ? withoutAgentNotes(content)
    : list(content)
        .map((part) => withoutAgentNotes(text(member(part, 'text'))))
        .filter((part) => part !== '')
        .join('\n\n');

/** Blocks that coding agents add to a user's message: reminders, the state of the editor, instructions. */
const agentNotes = [
  'system-reminder',
  'environment_context',
  'environment_details',
  'user_instructions',
  'INSTRUCTIONS',
  'permissions instructions',
  'skills_instructions',
  'apps_instructions',
  'plugins_instructions',
  'collaboration_mode',
  'command-name',
  'command-message',
  'command-args',
  'local-command-stdout',
  'ide_selection',
  'ide_opened_file',
  'workspace_info',
  'context',
].map((name) => ({ open: `<${name}>`, close: `</${name}>` }));

/** Tags that agents put round what the user wrote. */
const wrappers = /<\/?(?:task|user_message|user_query|user_input|feedback)>/g;

const withoutAgentNotes = (written: string): string => {
  if (!written.includes('<')) return written;
  const left = agentNotes.reduce(withoutBlocks, written).replace(wrappers, '');
  return left === written ? written : left.trim();
};

/** Takes out each block from its opening to its closing tag; one that is never closed stays. */
const withoutBlocks = (
  written: string,
  { open, close }: { open: string; close: string },
): string => {
  const left: string[] = [];
  let from = 0;
  for (let start = written.indexOf(open); start !== -1; start = written.indexOf(open, from)) {
    const end = written.indexOf(close, start);
    if (end === -1) break;
    left.push(written.slice(from, start));
    from = end + close.length;
  }
  return left.join('') + written.slice(from);
};

const lastQuestion = (turns: Turn[]): string =>
  turns.findLast(({ role, text }) => role === 'user' && text.trim() !== '')?.text ?? '';

/** Tools with a schema; the one that `tool_choice` names comes first, and `none` offers none. */
const offeredTools = (body: JsonObject): Tool[] => {
  const choice = body.tool_choice;
  if (choice === 'none' || member(choice, 'type') === 'none') return [];
  const named = member(member(choice, 'function') ?? choice, 'name');
  const tools = list(body.tools).flatMap(readTool);
  return typeof named === 'string'
    ? tools.toSorted((a, b) => Number(b.name === named) - Number(a.name === named))
    : tools;
};

const readTool = (offered: unknown): Tool[] => {
  const tool = member(offered, 'function') ?? offered;
  const name = member(tool, 'name');
  const schema = member(tool, 'input_schema') ?? member(tool, 'parameters');
  return typeof name === 'string' && isObject(schema) ? [{ name, schema }] : [];
};

const schemaOf = (body: JsonObject): JsonObject | undefined => {
  const format =
    member(body.response_format, 'json_schema') ??
    body.response_format ??
    member(body.text, 'format') ??
    member(body.output_config, 'format') ??
    body.output_format;
  const schema = member(format, 'schema');
  if (isObject(schema)) return schema;
  return member(format, 'type') === 'json_object'
    ? { type: 'object', properties: { answer: { type: 'string' } } }
    : undefined;
};
