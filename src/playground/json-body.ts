/** Bodies of `/api`: small JSON, not nested deep. Read once, before any route sees them. */
import type { MiddlewareHandler } from 'hono';
import { Problem } from './problem.ts';

const deepest = 64;

/**
 * Reads the body, at most as many bytes as the path may have, and hands it on as text. Nothing over
 * the limit is buffered, whether its length was declared or not.
 */
export const readBody =
  (bytesFor: (path: string) => number): MiddlewareHandler =>
  async (context, next) => {
    const { raw } = context.req;
    if (raw.body && raw.method !== 'GET' && raw.method !== 'HEAD') {
      const { url, method, headers, signal } = raw;
      const body = await limitedText(raw.body, headers, bytesFor(context.req.path));
      if (body !== '') check(body);
      context.req.raw = new Request(url, { method, headers, signal, body });
    }
    await next();
  };

const limitedText = async (
  body: ReadableStream<Uint8Array>,
  headers: Headers,
  limit: number,
): Promise<string> => {
  if (Number(headers.get('content-length') ?? 0) > limit) throw tooLarge(limit);
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > limit) throw tooLarge(limit);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
};

const tooLarge = (limit: number): Problem =>
  new Problem(
    'too_large',
    `The body is larger than the ${limit / 1024} KB that this endpoint takes.`,
    'Send less.',
  );

/** Refuses what is not JSON, or is nested too deep to be an honest request. */
const check = (text: string): void => {
  if (depthOf(text) > deepest)
    throw new Problem(
      'invalid_request',
      `The JSON is nested deeper than ${deepest} levels.`,
      'Send it flatter.',
    );
  if (!isJson(text))
    throw new Problem('invalid_request', 'The body is not valid JSON.', 'Correct its syntax.');
};

/** Levels of brackets outside strings; never recurses, so that depth itself does no harm. */
const depthOf = (text: string): number => {
  let depth = 0;
  let most = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (inString) {
      if (character === '\\') i++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') most = Math.max(most, ++depth);
    else if (character === '}' || character === ']') depth--;
  }
  return most;
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
};
