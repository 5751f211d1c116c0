/** The log of the key in memory, for the islands that read one on a page of the docs. */
import { useStore } from '@nanostores/react';
import type { Capabilities } from '../../domain/playground-api.ts';
import { $capabilities } from '../gateway/capabilities.ts';
import { $key, type HeldKey } from '../key/held-key.ts';
import type { LogSource } from './log-source.ts';

export type KeyLog = {
  held: HeldKey | null;
  /** Null while no key is held. */
  source: LogSource | null;
  /** Undefined until the server has told. */
  known: Capabilities | undefined;
};

export const useKeyLog = (): KeyLog => {
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  const held = useStore($key, { ssr: 'initial' });
  return {
    held,
    source: held && { kind: 'key', secret: held.secret },
    known: capabilities.state === 'ready' ? capabilities.value : undefined,
  };
};
