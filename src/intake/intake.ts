/** Opens the intake: what takes submissions in, and what delivers them. */
import { createHmac } from 'node:crypto';
import type { Logger } from 'pino';
import type { SiteConfig } from '../domain/site.ts';
import type { Store } from '../storage/store.ts';
import { forgetSubmissions } from '../storage/submissions.ts';
import { createChallenges, usualWork, type Work } from './challenges.ts';
import { createDelivery, type Delivery, type Retries, usualRetries } from './delivery.ts';
import { createFormLimits } from './form-limits.ts';
import type { IntakeParts } from './parts.ts';
import { createSinks, type Environment } from './sinks.ts';

export type Intake = IntakeParts & {
  delivery: Delivery;
  /** Removes spent proofs and answers that have expired. */
  forget(): Promise<void>;
};

export type IntakeOptions = {
  store: Store;
  site: SiteConfig;
  log: Logger;
  environment: Environment;
  /** Signs challenges and makes pseudonyms; the same on every instance. */
  secret: string;
  retries?: Retries;
  work?: Work;
  random?: () => number;
};

export const createIntake = (options: IntakeOptions): Intake => {
  const {
    store,
    site,
    log,
    environment,
    secret,
    retries = usualRetries,
    work = usualWork,
    random = Math.random,
  } = options;
  const sinks = createSinks(site, environment, store.clock);
  const delivery = createDelivery({ store, sinks, log, retries, random });
  return {
    store,
    site,
    log,
    challenges: createChallenges(secret, store.clock, work),
    limits: createFormLimits(store),
    pseudonym: (text) => createHmac('sha256', secret).update(`intake ${text}`).digest('base64url'),
    sinksFor: (kind) => sinks.filter(({ items }) => items.includes(kind)).map(({ id }) => id),
    wake: delivery.wake,
    delivery,
    forget: () => forgetSubmissions(store),
  };
};
