/** Work that is done again and again while the server runs. */
import type { Logger } from 'pino';

export type Timers = {
  /** Runs `work` every `ms`, never twice at a time; a failure is logged and the next turn tries again. */
  every(ms: number, what: string, work: () => Promise<unknown>): void;
  /** Starts nothing more and waits for what runs. */
  stop(): Promise<void>;
};

export const createTimers = (log: Logger): Timers => {
  const timers: NodeJS.Timeout[] = [];
  const running = new Set<Promise<void>>();

  return {
    every: (ms, what, work) => {
      let busy = false;
      const turn = async (): Promise<void> => {
        busy = true;
        try {
          await work();
        } catch (error) {
          log.error({ err: error }, `${what} failed; it is tried again.`);
        } finally {
          busy = false;
        }
      };
      timers.push(
        setInterval(() => {
          if (busy) return;
          const current = turn().finally(() => running.delete(current));
          running.add(current);
        }, ms),
      );
    },
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running);
    },
  };
};
