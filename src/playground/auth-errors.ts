/** better-auth's errors in the words and the shape of `/api`. */
import { Problem } from './problem.ts';

type Words = ConstructorParameters<typeof Problem>;

const known: Record<string, Words> = {
  USER_ALREADY_EXISTS: [
    'conflict',
    'There is an account with this e-mail address.',
    'Sign in with it, or take another address.',
    { field: 'email' },
  ],
  INVALID_EMAIL_OR_PASSWORD: [
    'unauthorized',
    'E-mail address and password do not fit together.',
    'Check both.',
  ],
  INVALID_EMAIL: [
    'invalid_request',
    'This is no e-mail address.',
    'Write it like name@example.com.',
    { field: 'email' },
  ],
  INVALID_TOKEN: [
    'invalid_request',
    'This link is no longer good: it was used, or it is older than an hour.',
    'Ask for a new one.',
    { field: 'token' },
  ],
  PASSWORD_TOO_SHORT: [
    'invalid_request',
    'The password is too short.',
    'Take at least 10 characters.',
    { field: 'password' },
  ],
  PASSWORD_TOO_LONG: [
    'invalid_request',
    'The password is too long.',
    'Take at most 128 characters.',
    { field: 'password' },
  ],
};

const aliases: Record<string, string> = {
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'USER_ALREADY_EXISTS',
};

export const authProblem = async (answer: Response): Promise<Problem> => {
  const text = await answer.text();
  const code = /"code":"([A-Z_]+)"/.exec(text)?.[1] ?? '';
  const words = known[aliases[code] ?? code];
  if (words) return new Problem(...words);
  if (answer.status === 429) {
    const seconds = answer.headers.get('x-retry-after') ?? '60';
    return new Problem(
      'rate_limited',
      'This was tried too often in a short time.',
      `Try again in ${seconds} seconds.`,
      { headers: { 'retry-after': seconds } },
    );
  }
  if (answer.status === 401)
    return new Problem('unauthorized', 'There is no valid session.', 'Sign in again.');
  if (answer.status === 403)
    return new Problem('forbidden', 'This is not allowed.', 'Send it from a page of this site.');
  if (answer.status < 500)
    return new Problem('invalid_request', 'The request is not valid.', 'Check the fields.');
  return new Problem(
    'unavailable',
    'Signing in does not work right now.',
    'Try again in a moment.',
    { headers: { 'retry-after': '5' } },
  );
};
