/** Calls `stop` on the first signal to end; a later one that a person sends ends the process at once. */
export const onEndSignal = (stop: (signal: string) => Promise<void>): void => {
  let askedAt: number | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (askedAt === undefined) {
        askedAt = performance.now();
        void stop(signal);
        return;
      }
      // A terminal and npm both deliver the same Ctrl+C; only a second press is an order.
      if (signal === 'SIGINT' && performance.now() - askedAt > 1_000) process.exit(130);
    });
};
