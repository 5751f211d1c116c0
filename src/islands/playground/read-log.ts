/** After a run: its row in the gateway's log and the explanation of the charge, for the run to show. */
import text from '#content/i18n/en/playground.json' with { type: 'json' };
import { dollars } from '../charge/amounts.ts';
import { announce } from '../controls/announce.ts';
import { $capabilities, hasFeature } from '../gateway/capabilities.ts';
import { explanationOf, newestRow, settledRow } from '../gateway/record.ts';
import type { End } from '../gateway/send.ts';
import type { HeldKey } from '../key/held-key.ts';
import { fill } from '../text/fill.ts';
import type { LogState, Run } from './run.ts';

/** `known`: ids of the log that belong to other runs of this visit. */
export const logOf = async (
  run: Run,
  end: End,
  key: HeldKey,
  known: readonly string[],
): Promise<LogState> => {
  if (!run.head && end.how !== 'stopped') return { state: 'not-sent' };
  if (hasFeature($capabilities.get(), 'requestLog') === false) return { state: 'no-log' };
  const id = run.head?.requestId ?? (await unannouncedId(run, key, known));
  if (!id) return { state: 'no-id' };
  const row = await settledRow(id, key.secret);
  if (!row.ok)
    return run.head?.status === 401 || !row.failure
      ? { state: 'unknown-key' }
      : { state: 'failed', failure: row.failure };
  const answer = await explanationOf(id, key.secret);
  if (!answer.ok)
    return answer.failure ? { state: 'failed', failure: answer.failure } : { state: 'none' };
  const { charge } = answer.value.request;
  announce(fill(text['say.charged'], { amount: dollars(charge.nanodollars) }));
  return { state: 'ready', explanation: answer.value };
};

/** Nobody but this page has a sandbox key, so its newest request is this one unless it is known already. */
const unannouncedId = async (
  run: Run,
  key: HeldKey,
  known: readonly string[],
): Promise<string | undefined> => {
  if (key.source !== 'sandbox') return undefined;
  const row = await newestRow(key.secret);
  return row && row.model === run.model && !known.includes(row.id) ? row.id : undefined;
};
