/** An intake on a store of its own, with work that is quickly proven and retries that are due at once. */
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { pino } from 'pino';
import site from '../../site.config.ts';
import type { PublicForm } from '../../src/domain/intake.ts';
import type { SinkConfig, SiteConfig } from '../../src/domain/site.ts';
import { createIntake, type Intake } from '../../src/intake/intake.ts';
import type { Envelope } from '../../src/intake/submit.ts';
import type { Store } from '../../src/storage/store.ts';

export type Setting = {
  site?: Partial<SiteConfig>;
  sinks?: SinkConfig[];
  environment?: Record<string, string>;
  attempts?: number;
};

export type IntakeUnderTest = Intake & {
  /** Everything that was logged. */
  logged(): string;
  /** What a visitor sends beside the content: a fresh proof of work for the form. */
  envelope(form: PublicForm, more?: Partial<Envelope>): Promise<Envelope>;
};

export const openIntake = (store: Store, setting: Setting = {}): IntakeUnderTest => {
  let written = '';
  const write = (line: string) => {
    written += line;
  };
  const intake = createIntake({
    store,
    site: { ...site, ...setting.site, sinks: setting.sinks },
    log: pino({ level: 'trace' }, { write }),
    environment: setting.environment ?? {},
    secret: 'a secret of the tests',
    retries: { firstMs: 0, longestMs: 0, attempts: setting.attempts ?? 16 },
    work: { cost: 1, least: 1, most: 3 },
    random: () => 0.5,
  });
  return {
    ...intake,
    logged: () => written,
    envelope: async (form, more = {}) => ({
      visitor: { network: '192.0.2.1', userId: null },
      altcha: await solved(await intake.challenges.issue(form)),
      ...more,
    }),
  };
};

type Challenge = Awaited<ReturnType<Intake['challenges']['issue']>>;

/** What the ALTCHA widget sends. */
export const solved = async (challenge: Challenge): Promise<string> => {
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
};

/** Feedback with words, which is worth a message. */
export const problem = (text = 'The second sample fails.') => ({
  page: '/keys/',
  version: '1.0.0',
  helpful: false,
  reason: 'sample_fails' as const,
  text,
  quote: null,
});
