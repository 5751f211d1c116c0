/** What a route hands on to the intake: whose request it is, and what makes it count once. */
import type { Context } from 'hono';
import type { ErrorCode } from '../domain/api-error.ts';
import type { IntakeError, IntakeFault } from '../intake/intake-error.ts';
import type { Visitor } from '../intake/parts.ts';
import type { Envelope } from '../intake/submit.ts';
import type { Env, PlaygroundParts } from './parts.ts';
import { Problem } from './problem.ts';
import { clientAddress, visitorNetwork } from './visitor.ts';

/** Someone who has signed in counts as a user too; anonymous sessions cost nothing and count as none. */
export const visitorOf = async (
  { sessions, trustedProxies }: PlaygroundParts,
  context: Context<Env>,
): Promise<Visitor> => {
  const user = await sessions.userOf(context.req.raw.headers);
  return {
    network: visitorNetwork(clientAddress(context.env.incoming, trustedProxies)),
    userId: user && !user.anonymous ? user.id : null,
  };
};

export const envelopeOf = async (
  parts: PlaygroundParts,
  context: Context<Env>,
  proof: { altcha?: string; website?: string } = {},
): Promise<Envelope> => ({
  visitor: await visitorOf(parts, context),
  idempotencyKey: context.req.header('idempotency-key'),
  altcha: proof.altcha,
  website: proof.website,
});

const answers: Record<IntakeFault, { code: ErrorCode; status?: 409 | 422 }> = {
  invalid: { code: 'invalid_request' },
  not_found: { code: 'not_found' },
  raw_log: { code: 'invalid_request', status: 422 },
  redaction_failed: { code: 'redaction_failed' },
  proof_of_work: { code: 'invalid_request' },
  key_reused: { code: 'conflict', status: 422 },
  rate_limited: { code: 'rate_limited' },
  not_possible: { code: 'conflict' },
  full: { code: 'unavailable' },
};

export const intakeProblem = (error: IntakeError): Problem => {
  const { code, status } = answers[error.fault];
  return new Problem(code, error.message, error.fix, {
    field: error.field,
    docs: error.docs,
    status,
    ...(error.retryAfter !== undefined && { headers: { 'retry-after': String(error.retryAfter) } }),
  });
};
