/**
 * One request as code: curl, TypeScript and Python. Snippets are made from the very request that the
 * playground sends, so that running one sends the same body; they never hold a key unless one is handed in.
 */

import { defaultKeyVariable } from './key.ts';
import type { Protocol } from './protocol.ts';
import type { JsonObject } from './protocols/json-value.ts';
import { isObject } from './protocols/json-value.ts';
import type { SharedRequest } from './share-link.ts';
import { curlSnippet } from './snippets/curl.ts';
import { pythonSdkSnippet, pythonSnippet } from './snippets/python.ts';
import { fetchSnippet, typescriptSdkSnippet } from './snippets/typescript.ts';

export type SnippetId = 'curl' | 'typescript-sdk' | 'typescript-fetch' | 'python-sdk' | 'python';

export type Snippet = {
  id: SnippetId;
  label: string;
  language: 'bash' | 'typescript' | 'python';
  /** Command that installs what the snippet imports; null when it needs nothing. */
  install: string | null;
  code: string;
};

/** Where the key comes from: an environment variable (the default), or the secret itself. */
export type SnippetKey = { variable: string } | { secret: string };

export type SnippetOptions = {
  /** Origin of the gateway, without a path. */
  origin: string;
  /** Name of the environment variable that holds the key. */
  keyVariable?: string;
  /** The secret itself, written into the code: only when the reader asks for it. */
  key?: string;
};

/** What the writers of the single snippets get. */
export type SnippetSource = {
  protocol: Protocol;
  origin: string;
  key: SnippetKey;
  /** The body as it was typed, for what can send text. */
  text: string;
  /** The same, parsed. */
  body: JsonObject;
  stream: boolean;
};

/** Empty when the body is not a JSON object: there is nothing an SDK could be given. */
export const snippetsFor = (request: SharedRequest, options: SnippetOptions): Snippet[] => {
  const body = parseBody(request.body);
  if (!body) return [];
  const source: SnippetSource = {
    protocol: request.protocol,
    origin: options.origin,
    key: options.key
      ? { secret: options.key }
      : { variable: options.keyVariable ?? defaultKeyVariable },
    text: request.body.trim(),
    body,
    stream: body.stream === true && request.protocol !== 'openai-embeddings',
  };
  return [
    curlSnippet(source),
    typescriptSdkSnippet(source),
    fetchSnippet(source),
    pythonSdkSnippet(source),
    pythonSnippet(source),
  ];
};

const parseBody = (text: string): JsonObject | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
