/** The store cannot be reached, is locked, full or read-only. It may work again in a moment: callers answer 503. */
export class StoreError extends Error {
  override name = 'StoreError';
}

/** Two transactions got in each other's way, and this one gave in. It works when tried again. */
export class StoreConflict extends StoreError {}

/** The connection was lost while committing: the transaction may have taken effect, or not. */
export class StoreDoubt extends StoreError {}

/** A settlement took effect; only a power cut could still undo it, as the disk did not confirm it. */
export class StoreUnflushed extends StoreError {}
