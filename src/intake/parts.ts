/** What the parts of the intake work with. */
import type { Logger } from 'pino';
import type { IntakeKind } from '../domain/intake.ts';
import type { SiteConfig } from '../domain/site.ts';
import type { Store } from '../storage/store.ts';
import type { Challenges } from './challenges.ts';
import type { FormLimits } from './form-limits.ts';

export type IntakeParts = {
  store: Store;
  site: SiteConfig;
  log: Logger;
  challenges: Challenges;
  limits: FormLimits;
  /** Turns what names a visitor into what only this server can recognise again. */
  pseudonym(text: string): string;
  /** Ids of the sinks that items of a kind go to. */
  sinksFor(kind: IntakeKind): string[];
  /** Starts delivering what was just stored. */
  wake(): void;
};

/** Whom limits and votes count by. */
export type Visitor = {
  /** IPv4 address, or the /64 of an IPv6 address. */
  network: string;
  /** Signed-in user; null for everyone else. */
  userId: string | null;
};
