/** What the gateway's store says about a request, once it is settled: the row, and why it cost what it did. */
import type { Explanation } from '../../domain/playground-api.ts';
import type { RequestLogPage, RequestLogRow } from '../../domain/request-log.ts';
import { type Answer, call } from './call.ts';

/** A stopped request is settled moments after the connection closed; these are the waits between looks. */
const waits = [60, 120, 250, 500, 1000, 2000];

/** The row of a request of `key`. Comes back `running` when it has not been settled by the last look. */
export const settledRow = async (
  id: string,
  key: string,
  signal?: AbortSignal,
): Promise<Answer<RequestLogRow>> => {
  const look = () => call<RequestLogRow>(`/v1/requests/${encodeURIComponent(id)}`, { key, signal });
  let answer = await look();
  for (const wait of waits) {
    if (isFinal(answer)) break;
    await new Promise((resolve) => setTimeout(resolve, wait));
    answer = await look();
  }
  return answer;
};

/** The newest row of a key: how to find a request whose id never arrived, because it was stopped before. */
export const newestRow = async (key: string): Promise<RequestLogRow | undefined> => {
  const answer = await call<RequestLogPage>('/v1/requests?limit=1', { key });
  return answer.ok ? answer.value.data[0] : undefined;
};

/** Why that request cost what it did. */
export const explanationOf = (
  id: string,
  key: string,
  signal?: AbortSignal,
): Promise<Answer<Explanation>> =>
  call<Explanation>(`/api/requests/${encodeURIComponent(id)}/explanation`, { key, signal });

/** A row may be written a moment after its answer ended, so a 404 is worth another look. */
const isFinal = (answer: Answer<RequestLogRow>): boolean =>
  answer.ok ? answer.value.state === 'settled' : answer.failure?.status !== 404;
