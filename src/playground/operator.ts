/** Who may see the inbox: accounts whose verified e-mail address is in `operators` of `site.config.ts`. */
import type { Context } from 'hono';
import type { Env, PlaygroundParts } from './parts.ts';
import { Problem } from './problem.ts';
import { signedIn } from './session-account.ts';
import type { SessionUser } from './sessions.ts';

/** An address that was only typed at signing up proves nothing: anyone could have typed it. */
export const isOperator = ({ site }: PlaygroundParts, user: SessionUser | undefined): boolean =>
  user?.emailVerified === true &&
  (site.operators ?? []).some((email) => email.toLowerCase() === user.email?.toLowerCase());

/** Throws a Problem: 401 without a session, 403 for everyone who is no operator. */
export const requireOperator = async (
  parts: PlaygroundParts,
  context: Context<Env>,
): Promise<void> => {
  const user = await signedIn(parts, context);
  if (isOperator(parts, user)) return;
  throw new Problem(
    'forbidden',
    'The inbox is for operators.',
    'Sign in with an address that is in "operators" of site.config.ts and has been verified.',
  );
};
