/**
 * Reads an error as people paste it: a bare JSON body, an SDK's message around one, a Python repr, an SSE
 * event, a proxy's HTML page. Says who most likely wrote it and what it tells.
 */
import { gatewayErrors } from '../errors.ts';
import { isObject, type JsonObject, list, member, text } from '../protocols/json-value.ts';
import { isStatus, statusInText } from './status-in-text.ts';

/** Who wrote an error, as far as its shape tells. */
export type ErrorAuthor =
  | 'this_gateway'
  | 'openai'
  | 'anthropic'
  | 'google'
  | 'azure'
  | 'openrouter'
  | 'litellm'
  | 'one_api'
  | 'ollama'
  | 'openai_compatible'
  | 'proxy'
  | 'client';

export type PastedError = {
  author: ErrorAuthor | null;
  /** HTTP status that the text names. */
  status: number | null;
  /** `type` of the error, or what stands in its place. */
  type: string | null;
  code: string | null;
  requestId: string | null;
  /** The text is an event of a stream, so an answer had begun. */
  inStream: boolean;
  /** The client itself gave up: a time-out or an abort. */
  clientGaveUp: boolean;
};

/** Longest text that is looked at; the rest of a longer one is ignored. */
const longest = 64 * 1024;

export const readPastedError = (pasted: string): PastedError => {
  const body = pasted.slice(0, longest);
  const json = findJson(body);
  const error = errorMember(json);
  const told = {
    status: statusIn(body, json, error),
    type: word(member(error, 'type')) ?? word(member(error, 'status')) ?? null,
    code: word(member(error, 'code')) ?? ownCodeIn(body, error),
    requestId: requestIdIn(body),
    inStream: /^\s*(event:\s*error|data:\s*\{)/m.test(body),
    clientGaveUp: clientSide.test(body) && error === undefined,
  };
  return { author: authorOf(body, json, error), ...told };
};

/** What clients themselves say when they stop waiting. */
const clientSide =
  /AbortError|APIUserAbortError|operation was aborted|request was aborted|APITimeoutError|APIConnectionTimeoutError|ReadTimeout|ETIMEDOUT|ESOCKETTIMEDOUT|timed out|deadline exceeded|context canceled/i;

const authorOf = (
  body: string,
  json: JsonObject | undefined,
  error: unknown,
): ErrorAuthor | null => {
  if (/<html|<!doctype html|<center>nginx/i.test(body)) return 'proxy';
  if (hasOwnWords(body)) return 'this_gateway';
  if (json === undefined) return clientSide.test(body) ? 'client' : null;
  return authors.find(([, wrote]) => wrote({ body, json, error }))?.[0] ?? null;
};

type Evidence = { body: string; json: JsonObject; error: unknown };

/** What every message of the gateway carries: what to do, and the page that explains it. */
const ownWords = Object.values(gatewayErrors).flatMap(({ fix, docs }) => [
  `${fix} http`,
  JSON.stringify(`${fix} http`).slice(1, -1),
  ...(docs.includes('#') ? [docs] : []),
]);

/** Enough by themselves: SDKs print the message alone, without the body that it came in. */
const hasOwnWords = (body: string): boolean => ownWords.some((words) => body.includes(words));

/** The code that belongs to the gateway's words, where the text has no body that tells it. */
const ownCodeIn = (body: string, error: unknown): string | null =>
  error === undefined
    ? (Object.values(gatewayErrors).find(({ fix }) => body.includes(fix))?.openai.code ?? null)
    : null;

/** The most telling first: a marker that only one of them writes. */
const authors: [ErrorAuthor, (evidence: Evidence) => boolean][] = [
  [
    'one_api',
    ({ body }) => /(new|one|rix|shell)_api_(error|panic)|\(request id: \d{14}/i.test(body),
  ],
  ['litellm', ({ body }) => /litellm\./i.test(body)],
  [
    'openrouter',
    ({ json, error }) =>
      isObject(member(error, 'metadata')) ||
      (typeof member(error, 'code') === 'number' &&
        member(error, 'status') === undefined &&
        json.object !== 'error'),
  ],
  [
    'google',
    ({ error }) =>
      typeof member(error, 'code') === 'number' && /^[A-Z_]+$/.test(text(member(error, 'status'))),
  ],
  ['anthropic', ({ json, error }) => json.type === 'error' && isObject(error)],
  ['ollama', ({ json }) => typeof json.error === 'string'],
  [
    'azure',
    ({ error }) =>
      isObject(member(error, 'innererror')) || /^[A-Z][a-zA-Z]+$/.test(text(member(error, 'code'))),
  ],
  [
    'openai',
    ({ error }) => isObject(error) && 'type' in error && 'param' in error && 'code' in error,
  ],
  ['openai_compatible', ({ json, error }) => isObject(error) || json.object === 'error'],
];

const errorMember = (json: JsonObject | undefined): unknown => {
  if (json === undefined) return undefined;
  return json.error ?? (json.object === 'error' ? json : list(json.errors)[0]);
};

/** The first JSON object in a text; a Python repr of one counts. */
const findJson = (body: string): JsonObject | undefined => {
  const start = body.indexOf('{');
  if (start < 0) return undefined;
  const end = body.lastIndexOf('}');
  const candidate = body.slice(start, end + 1);
  return (
    parseObject(candidate) ??
    parseObject(firstLine(candidate)) ??
    parseObject(fromPython(candidate))
  );
};

const firstLine = (candidate: string): string => candidate.split('\n', 1)[0] ?? '';

const parseObject = (candidate: string): JsonObject | undefined => {
  try {
    const value: unknown = JSON.parse(candidate);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** `{'error': {'message': "it's", 'param': None}}`, as Python's SDKs print a body. */
const fromPython = (candidate: string): string =>
  candidate.replace(
    /'((?:[^'\\\n]|\\.)*)'|"(?:[^"\\\n]|\\.)*"|\bNone\b|\bTrue\b|\bFalse\b/g,
    (token, single) => {
      if (single !== undefined) return JSON.stringify(String(single).replace(/\\'/g, "'"));
      return { None: 'null', True: 'true', False: 'false' }[token as string] ?? token;
    },
  );

const statusIn = (body: string, json: JsonObject | undefined, error: unknown): number | null => {
  for (const value of [
    json?.status,
    json?.statusCode,
    member(error, 'status'),
    member(error, 'code'),
    member(error, 'http_status'),
  ])
    if (isStatus(Number(value))) return Number(value);
  return statusInText(body);
};

const requestIdIn = (body: string): string | null =>
  /\breq_[0-9A-HJKMNP-TV-Z]{26}\b/.exec(body)?.[0] ?? null;

const word = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== ''
    ? value
    : typeof value === 'number'
      ? String(value)
      : undefined;
