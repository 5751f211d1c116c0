/** Clients that ask again and again, in every protocol and way, until they are stopped or their server is gone. */
import { ask, kinds, type Seen } from './ask.ts';
import type { TestKey } from './fault-server.ts';

export type Load = {
  /** Everything that clients have seen so far. */
  seen: Seen[];
  /** Resolves when the next client has a whole answer. */
  nextEnd(): Promise<void>;
  /** Lets requests that run come to their end. */
  stop(): Promise<void>;
};

export const startLoad = (origins: string[], keys: TestKey[], clients: number): Load => {
  const seen: Seen[] = [];
  let stopped = false;
  let ended = Promise.withResolvers<void>();

  const client = async (number: number): Promise<void> => {
    for (let turn = number; !stopped; turn++) {
      const key = keys[turn % keys.length];
      const kind = kinds[turn % kinds.length];
      const origin = origins[turn % origins.length];
      if (!key || !kind || !origin) throw new Error('A load needs origins and keys.');
      const one = await ask(origin, key.secret, kind);
      seen.push(one);
      if (one.ended && one.status === 200) ended.resolve();
      // Without a server there is nobody to hurry for.
      if (one.status !== 200) await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const running = Array.from({ length: clients }, (_, number) => client(number));

  return {
    seen,
    nextEnd: () => {
      ended = Promise.withResolvers<void>();
      return ended.promise;
    },
    stop: async () => {
      stopped = true;
      await Promise.all(running);
    },
  };
};
