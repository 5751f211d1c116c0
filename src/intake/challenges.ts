/** Proof of work (ALTCHA): what a form costs its sender in computing, so that flooding it does not pay. */
import { createHmac, randomInt } from 'node:crypto';
import { type Challenge, createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import type { PublicForm } from '../domain/intake.ts';
import type { EpochMs } from '../domain/rates.ts';
import { IntakeError } from './intake-error.ts';

export type Challenges = {
  /** A fresh challenge, good for one submission of this form. */
  issue(form: PublicForm): Promise<Challenge>;
  /** Throws an IntakeError unless the text solves a challenge of this form. `id` is to be spent once. */
  check(form: PublicForm, solved: string | undefined): Promise<{ id: string; expiresAt: EpochMs }>;
};

const validMs = 20 * 60 * 1000;
/** Iterations of PBKDF2 a try, and how many tries it takes at least and at most. */
export type Work = { cost: number; least: number; most: number };

/** About a quarter of a second on a laptop, one to two seconds on an old phone. */
export const usualWork: Work = { cost: 2_000, least: 200, most: 600 };

export const createChallenges = (secret: string, clock: Clock, work: Work): Challenges => {
  const secretFor = (use: string) =>
    createHmac('sha256', secret).update(`altcha ${use}`).digest('hex');
  const secrets = {
    hmacSignatureSecret: secretFor('challenge'),
    hmacKeySignatureSecret: secretFor('key'),
  };
  return {
    issue: (form) =>
      createChallenge({
        ...secrets,
        algorithm: 'PBKDF2/SHA-256',
        cost: work.cost,
        counter: randomInt(work.least, work.most),
        deriveKey,
        data: { form },
        expiresAt: Math.floor((clock.now() + validMs) / 1000),
      }),
    check: async (form, solved) => {
      const payload = payloadOf(solved);
      if (payload?.challenge.parameters.cost !== work.cost) throw refused();
      const { challenge, solution } = payload;
      const result = await verifySolution({ ...secrets, challenge, solution, deriveKey });
      const { expiresAt = 0, data } = challenge.parameters;
      if (!result.verified || expiresAt * 1000 <= clock.now() || data?.form !== form)
        throw refused();
      return { id: challenge.signature ?? '', expiresAt: expiresAt * 1000 };
    },
  };
};

export const refused = (): IntakeError =>
  new IntakeError(
    'proof_of_work',
    'The proof of work is missing, spent, expired, or was made for another form.',
    'Get a challenge from GET /api/challenge, solve it, and send it as "altcha".',
    { field: 'altcha' },
  );

const payloadSchema = z.object({
  challenge: z.object({
    parameters: z.object({
      algorithm: z.literal('PBKDF2/SHA-256'),
      nonce: z.string().max(64),
      salt: z.string().max(64),
      cost: z.int(),
      keyLength: z.literal(32),
      keyPrefix: z.string().max(64),
      keySignature: z.string().max(128),
      expiresAt: z.int(),
      data: z.record(z.string(), z.string()),
    }),
    signature: z.string().max(128),
  }),
  solution: z.object({
    counter: z.int().nonnegative().max(0xffffffff),
    derivedKey: z.string().max(128),
    time: z.number().optional(),
  }),
});

/** What the ALTCHA widget sends: base64 of JSON. */
const payloadOf = (solved: string | undefined): z.infer<typeof payloadSchema> | undefined => {
  if (!solved || solved.length > 4_096) return undefined;
  try {
    return payloadSchema.parse(JSON.parse(Buffer.from(solved, 'base64').toString('utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
};
