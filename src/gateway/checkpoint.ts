/** Saves what is known of a running stream, so that it can be settled should this process die. */
import { noUsage } from '../domain/usage.ts';
import { type Checkpoint, checkpoint } from '../storage/requests.ts';
import { StoreError } from '../storage/store.ts';
import type { GatewayParts } from './parts.ts';

export type Known = Pick<Checkpoint, 'upstream' | 'status' | 'firstTokenAt'> &
  Partial<Pick<Checkpoint, 'usage' | 'usageSource'>>;

/** A store that is away is logged; the stream goes on without. */
export const saveCheckpoint = async (
  { store, metrics, log }: GatewayParts,
  id: string,
  known: Known,
): Promise<void> => {
  const startedAt = performance.now();
  try {
    await checkpoint(store, id, { usage: noUsage, usageSource: null, ...known });
    metrics.storeTook('checkpoint', performance.now() - startedAt);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log.warn({ err: error, requestId: id }, 'The store is away; a stream goes on unsaved.');
  }
};
