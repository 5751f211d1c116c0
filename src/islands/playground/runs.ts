/** The runs of this visit, newest first, and which one is shown. Kept in memory and nowhere else. */
import { atom, computed } from 'nanostores';
import text from '#content/i18n/en/playground.json' with { type: 'json' };
import { announce } from '../controls/announce.ts';
import { type Arrival, type End, type Head, sendRequest } from '../gateway/send.ts';
import type { HeldKey } from '../key/held-key.ts';
import { refreshKeyInfo } from '../key/key-info.ts';
import { heldOrSandboxKey } from '../key/sandbox-key.ts';
import { type PlaygroundRequest, parseBody } from '../request/request-body.ts';
import { logOf } from './read-log.ts';
import { isRunning, type Run } from './run.ts';

export const $runs = atom<readonly Run[]>([]);
export const $shownId = atom<number | null>(null);
export const $shown = computed([$runs, $shownId], (runs, id) => runs.find((run) => run.id === id));

/** Older ones are dropped. */
const mostRuns = 50;

let stopCurrent: (() => void) | undefined;

export const stopRun = (): void => stopCurrent?.();

/** Starts a run and shows it. One runs at a time: does nothing while another one does. */
export const startRun = async (request: PlaygroundRequest): Promise<void> => {
  if ($runs.get().some(isRunning)) return;
  const run = newRun(request);
  $runs.set([run, ...$runs.get()].slice(0, mostRuns));
  $shownId.set(run.id);
  const abort = new AbortController();
  stopCurrent = () => abort.abort();

  const key = await heldOrSandboxKey();
  if (!key.ok) {
    change(run.id, { phase: 'failed', failure: key.failure, log: { state: 'not-sent' } });
    return;
  }
  if (abort.signal.aborted) {
    change(run.id, { phase: 'stopped', log: { state: 'not-sent' } });
    return;
  }
  change(run.id, { phase: 'waiting' });
  announce(text['say.sent']);
  const arrivals = collect(run.id);
  const end = await sendRequest(request, key.value.secret, abort.signal, arrivals);
  arrivals.flush();
  finish(run.id, end);
  await readLog(run.id, end, key.value);
  void refreshKeyInfo();
};

/** Asks the gateway's log about a run; also for a second look, when it was not settled at the first. */
const readLog = async (id: number, end: End, key: HeldKey): Promise<void> => {
  change(id, { log: { state: 'loading' } });
  const run = runOf(id);
  if (!run) return;
  const known = $runs.get().flatMap(({ head, log }) => knownIds(head, log));
  change(id, { log: await logOf(run, end, key, known), lookAgain: () => readLog(id, end, key) });
};

const knownIds = (head: Head | null, log: Run['log']): string[] =>
  [head?.requestId, log.state === 'ready' ? log.explanation.request.id : null].filter(
    (id) => typeof id === 'string',
  );

/** Changes a run in place; the others keep their identity, so only what shows this one renders again. */
const change = (id: number, part: Partial<Run>): void =>
  $runs.set($runs.get().map((run) => (run.id === id ? { ...run, ...part } : run)));

const runOf = (id: number): Run | undefined => $runs.get().find((run) => run.id === id);

const newRun = (request: PlaygroundRequest): Run => ({
  id: ($runs.get()[0]?.id ?? 0) + 1,
  request,
  model: String(parseBody(request.body)?.model ?? ''),
  startedAt: new Date(),
  phase: 'key',
  head: null,
  events: [],
  text: '',
  firstTextAt: null,
  lastTextAt: null,
  failure: null,
  log: { state: 'none' },
  lookAgain: null,
});

const finish = (id: number, end: End): void => {
  change(id, end.how === 'failed' ? { phase: 'failed', failure: end.failure } : { phase: end.how });
  announce(text[`say.${end.how}`]);
};

/** Gathers what arrives and shows it once a frame, however fast it comes. */
const collect = (id: number) => {
  const events: Run['events'][number][] = [];
  let answer = '';
  let firstTextAt: number | null = null;
  let lastTextAt: number | null = null;
  let frame = 0;
  const flush = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    const phase = answer === '' ? 'waiting' : 'streaming';
    change(id, { phase, events: [...events], text: answer, firstTextAt, lastTextAt });
  };
  return {
    flush,
    head: (head: Head) => change(id, { head }),
    arrived: ({ event, text: added }: Arrival) => {
      events.push(event);
      if (added !== '') {
        if (firstTextAt === null) announce(text['say.first']);
        firstTextAt ??= event.at;
        lastTextAt = event.at;
        answer += added;
      }
      frame ||= requestAnimationFrame(flush);
    },
  };
};
