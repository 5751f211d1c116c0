/** The store cannot be reached, is locked, full or read-only. It may work again in a moment: callers answer 503. */
export class StoreError extends Error {
  override name = 'StoreError';
}
