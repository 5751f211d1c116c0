/** Empties the outbox: takes what is due, hands it to its sink, and tries again later what failed. */
import type { Logger } from 'pino';
import { redact } from '../domain/redaction/redact.ts';
import { findItem, findReply } from '../storage/intake-items.ts';
import { endAttempt, leaseDue, type OutboxRow, referenceOf } from '../storage/outbox.ts';
import type { Store } from '../storage/store.ts';
import { messageOf } from './message.ts';
import type { Sink } from './sink.ts';

export type Retries = {
  /** Wait after the first failure; it doubles with each further one. */
  firstMs: number;
  longestMs: number;
  /** After this many the row is dead, and waits for the operator. */
  attempts: number;
};

/** About a day and a half in all. */
export const usualRetries: Retries = {
  firstMs: 2_000,
  longestMs: 6 * 60 * 60 * 1000,
  attempts: 16,
};

export type DeliveryOptions = {
  store: Store;
  sinks: Sink[];
  log: Logger;
  retries: Retries;
  /** From 0 to 1: spreads retries, so that they do not all come at once. */
  random(): number;
};

export type Delivery = {
  /** Delivers what is due; answers how much was delivered. Calls that overlap share one run. */
  run(): Promise<number>;
  /** Starts a run soon, without waiting for it. */
  wake(): void;
  /** Takes nothing more and waits for what is on its way. */
  stop(): Promise<void>;
};

/** Longer than an attempt may take: one that is not over by then has ended with its process. */
const leaseMs = 90_000;
const attemptMs = 30_000;
const atOnce = 10;
const longestError = 300;

export const createDelivery = (options: DeliveryOptions): Delivery => {
  const { store, sinks, log } = options;
  let current: Promise<number> | undefined;
  let again = false;
  let stopped = false;

  const attempt = async (row: OutboxRow): Promise<boolean> => {
    try {
      const { reference } = await deliver(store, sinks, row);
      await endAttempt(store, row, { state: 'delivered', reference });
      return true;
    } catch (error) {
      const reason = reasonOf(error, sinks.find(({ id }) => id === row.sink)?.secrets ?? []);
      await endAttempt(store, row, endOfFailure(options, row, reason));
      const { sink, item_id: item, attempts } = row;
      log.warn({ sink, item, attempts, reason }, 'A delivery failed.');
      return false;
    }
  };

  const runAll = async (): Promise<number> => {
    let delivered = 0;
    while (!stopped) {
      again = false;
      const rows = await leaseDue(store, leaseMs, atOnce);
      const ends = await Promise.all(rows.map(attempt));
      delivered += ends.filter(Boolean).length;
      if (rows.length < atOnce && !again) break;
    }
    return delivered;
  };

  const run = (): Promise<number> => {
    again = true;
    current ??= runAll().finally(() => {
      current = undefined;
    });
    return current;
  };

  return {
    run,
    wake: () => {
      if (sinks.length === 0 || stopped) return;
      run().catch((error: unknown) =>
        log.error({ err: error }, 'Delivering failed; it is tried again.'),
      );
    },
    stop: async () => {
      stopped = true;
      await current;
    },
  };
};

const deliver = async (
  { db }: Store,
  sinks: Sink[],
  row: OutboxRow,
): Promise<{ reference: string | null }> => {
  const sink = sinks.find(({ id }) => id === row.sink);
  if (!sink) throw new Error('The sink is not in site.config.ts any more.');
  const item = await findItem(db, row.item_id);
  if (!item) throw new Error('The item is gone.');
  // Whatever the configuration said when the row was written: what it says now decides.
  if (!sink.items.includes(item.kind)) throw new Error(`The sink takes no ${item.kind}.`);
  const reply = row.reply_id === null ? undefined : await findReply(db, row.reply_id);
  const reference = reply ? await referenceOf(db, item.id, row.sink) : null;
  return sink.deliver(messageOf(item, reply, reference), AbortSignal.timeout(attemptMs));
};

const endOfFailure = (
  { store, retries, random }: DeliveryOptions,
  { attempts }: OutboxRow,
  error: string,
) => {
  if (attempts >= retries.attempts) return { state: 'dead' as const, error };
  const wait = Math.min(retries.longestMs, retries.firstMs * 2 ** (attempts - 1));
  return {
    state: 'waiting' as const,
    dueAt: store.clock.now() + Math.round(wait * (0.5 + random() / 2)),
    error,
  };
};

/** For the operator to read; a sink's answer may repeat the credential. */
const reasonOf = (error: unknown, secrets: readonly string[]): string => {
  const text = error instanceof Error ? error.message : String(error);
  const cause = error instanceof Error ? causeOf(error) : '';
  const told = secrets.reduce(
    (reason, secret) => reason.replaceAll(secret, '[redacted]'),
    `${text}${cause}`,
  );
  return redact(told).text.slice(0, longestError);
};

/** Where a host has several addresses, each of which failed, the error that holds them all has a code and no words. */
const causeOf = ({ cause }: Error): string => {
  if (!(cause instanceof Error)) return '';
  return ` (${cause.message || ('code' in cause ? String(cause.code) : cause.name)})`;
};
