/** The state of watching for the app's first request. */
import { useEffect, useReducer, useRef } from 'react';
import text from '#content/i18n/en/configuration.json' with { type: 'json' };
import type { RequestLogRow } from '../../domain/request-log.ts';
import { announce } from '../controls/announce.ts';
import type { Failure } from '../gateway/failure.ts';
import { watchLog } from './watch-log.ts';

export type Watch = {
  phase: 'idle' | 'waiting' | 'arrived' | 'expired' | 'failed';
  /** A minute has gone by without a request. */
  late: boolean;
  /** The log can't be read just now. */
  away: boolean;
  row: RequestLogRow | null;
  failure: Failure | null;
};

const idle: Watch = { phase: 'idle', late: false, away: false, row: null, failure: null };

const lateMs = 60_000;
const longestMs = 15 * 60_000;

/** A watch belongs to one key; with another one it is over. */
export const useWatch = (secret: string | undefined) => {
  const [watch, change] = useReducer(
    (state: Watch, part: Partial<Watch>): Watch => ({ ...state, ...part }),
    idle,
  );
  const running = useRef<AbortController>(undefined);

  const stop = (end: Partial<Watch> = idle) => {
    running.current?.abort();
    change(end);
  };
  const start = () => {
    if (!secret) return;
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    change({ ...idle, phase: 'waiting' });
    announce(text['watch.waiting']);
    const late = setTimeout(() => change({ late: true }), lateMs);
    const longest = setTimeout(() => stop({ phase: 'expired' }), longestMs);
    const clear = () => {
      clearTimeout(late);
      clearTimeout(longest);
    };
    own.signal.addEventListener('abort', clear);
    void watchLog(secret, own.signal, {
      row: (row) => {
        clear();
        change({ phase: 'arrived', row });
        announce(text[`watch.${standingOf(row)}`]);
      },
      reached: (reached) => change({ away: !reached }),
      failed: (failure) => {
        clear();
        change({ phase: 'failed', failure });
      },
    });
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: `secret` ends what was begun with another one.
  useEffect(() => () => stop(), [secret]);
  return { watch, start, stop: () => stop() };
};

/** What a row means to a reader who waits for it. */
export const standingOf = ({ outcome }: RequestLogRow): 'running' | 'arrived' | 'broken' => {
  if (outcome === null) return 'running';
  return outcome === 'completed' ? 'arrived' : 'broken';
};
