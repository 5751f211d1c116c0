/** The causes that a difference in spending is attributed to, with what the reader can do (B3a, B3b, B3c). */

export type CauseId =
  | 'usage_not_read'
  | 'tokens_missed'
  | 'not_counted'
  | 'broken_off'
  | 'autocomplete'
  | 'cache_expired'
  | 'cache_unsupported'
  | 'cache_prefix_changed'
  | 'multiplier'
  | 'time_zone'
  | 'not_in_log';

export type CauseFacts = {
  fact: string | null;
  title: string;
  meaning: string;
  fix: string;
  docs: string;
};

export const causes: Record<CauseId, CauseFacts> = {
  usage_not_read: {
    fact: 'B3a',
    title: 'Streams whose usage the client did not read',
    meaning:
      'The client knows these calls, but counted fewer tokens than the stream reported, or none.',
    fix: 'Switch on usage for streams in the client, or take your numbers from the request log.',
    docs: '/billing/#usage-is-not-read',
  },
  tokens_missed: {
    fact: 'B3a',
    title: 'Answers whose tokens the client counted too low',
    meaning: 'The client knows these calls, but estimated or missed part of their tokens.',
    fix: 'Read the usage member of each answer instead of estimating from the text.',
    docs: '/billing/#usage-is-not-read',
  },
  not_counted: {
    fact: 'B3a',
    title: 'Calls that the client never counted',
    meaning:
      'The log has these calls and the export does not: retries, titles, summaries, subagents, or another program with the same key.',
    fix: 'Open some of them in the log and look at the client and the model; give each program a key of its own.',
    docs: '/billing/#other-reasons',
  },
  broken_off: {
    fact: 'B2',
    title: 'Streams that broke off',
    meaning:
      'They were stopped or cut midway, so the client dropped them; the prompt and the tokens already emitted are charged.',
    fix: 'Raise the time-out of the client if nobody pressed Stop.',
    docs: '/troubleshooting/#how-failed-requests-are-billed',
  },
  autocomplete: {
    fact: 'B3b',
    title: 'Autocomplete on every keystroke',
    meaning: 'Runs of many short calls, spaced like keystrokes, on one key.',
    fix: 'Give autocomplete a key of its own, a small model and a longer debounce, or switch it off.',
    docs: '/billing/#autocomplete-fires-on-every-keystroke',
  },
  cache_expired: {
    fact: 'B3c',
    title: 'Prompt cache: the window had expired',
    meaning:
      'The pause before these calls was longer than the cache entry lived, so its tokens were billed again in full.',
    fix: 'Keep pauses under five minutes, or write the cache with a one-hour lifetime.',
    docs: '/billing/#prompt-caching-did-not-apply',
  },
  cache_unsupported: {
    fact: 'B3c',
    title: 'Prompt cache: the model has none',
    meaning:
      'The model or its upstream has no prompt caching, so cached tokens are billed at the input rate.',
    fix: 'Take a model that the Models page lists with caching.',
    docs: '/billing/#prompt-caching-did-not-apply',
  },
  cache_prefix_changed: {
    fact: 'B3c',
    title: 'Prompt cache: the beginning had changed',
    meaning: 'The entry was still alive but the prompt no longer began the same way.',
    fix: 'Move what changes (a date, tools in another order) behind what stays the same.',
    docs: '/billing/#prompt-caching-did-not-apply',
  },
  multiplier: {
    fact: 'K4',
    title: "Your group's multiplier",
    meaning:
      'The client counts with list prices; the charge is multiplied by the multiplier of the key’s group.',
    fix: 'Multiply the client’s numbers by the multiplier that GET /v1/key shows.',
    docs: '/pricing/',
  },
  time_zone: {
    fact: null,
    title: 'Another time zone',
    meaning: 'The export is in local time and the log in UTC, so the two cover different hours.',
    fix: 'Export in UTC, or compare whole weeks instead of days.',
    docs: '/billing/#other-reasons',
  },
  not_in_log: {
    fact: null,
    title: 'Calls that are not in this log',
    meaning:
      'The export has them and the log of this key does not: another key, another gateway, or calls that never arrived.',
    fix: 'Compare with the log of the key that made these calls.',
    docs: '/billing/#other-reasons',
  },
};
