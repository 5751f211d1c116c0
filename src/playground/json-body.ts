/** Bodies of `/api`: small JSON, not nested deep. Read once, before any route sees them. */
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Problem } from './problem.ts';

const deepest = 64;

/** Refuses a body over `bytes` before it is buffered, whether its length is declared or not. */
export const limitBody = (bytes: number): MiddlewareHandler =>
  bodyLimit({
    maxSize: bytes,
    onError: () => {
      throw new Problem(
        'too_large',
        `The body is larger than the ${bytes / 1024} KB that this endpoint takes.`,
        'Send less.',
      );
    },
  });

/** Refuses what is not JSON, or is nested too deep to be an honest request. */
export const checkJson: MiddlewareHandler = async (context, next) => {
  const type = context.req.header('content-type') ?? '';
  if (/^application\/json\b/i.test(type)) {
    const text = await context.req.text();
    if (text !== '') {
      if (depthOf(text) > deepest)
        throw new Problem(
          'invalid_request',
          `The JSON is nested deeper than ${deepest} levels.`,
          'Send it flatter.',
        );
      if (!isJson(text))
        throw new Problem('invalid_request', 'The body is not valid JSON.', 'Correct its syntax.');
    }
  }
  await next();
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
