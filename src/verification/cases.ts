/** What an app is put through, and what must be in the request log afterwards. */
import type { Outcome } from '../domain/outcome.ts';
import type { Protocol } from '../domain/protocol.ts';
import type { RequestLogRow } from '../domain/request-log.ts';
import type { CaseId } from '../domain/verified.ts';

export type Case = {
  id: CaseId;
  model: string;
  key: 'good' | 'wrong';
  /** Answers what is wrong; empty if all is as it should be. */
  judge(seen: Seen, promised: Promised): string[];
};

export type Seen = { exit: number | null; output: string; rows: RequestLogRow[] };
export type Promised = { protocol: Protocol; stream: boolean };

type Check = [holds: boolean, fault: string];

const faultsOf = (checks: Check[]): string[] =>
  checks.filter(([holds]) => !holds).map(([, fault]) => fault);

const promisedProtocol = ({ rows }: Seen, { protocol }: Promised): Check => {
  const other = rows.find((row) => row.protocol !== protocol)?.protocol;
  return [other === undefined, `A call came over ${other}, not over ${protocol}.`];
};

const called = ({ rows, output }: Seen): Check => [
  rows.length > 0,
  `No call reached the gateway with this key. The app said: ${output.trim().slice(-300) || 'nothing'}`,
];

const nothingCharged = ({ rows }: Seen): Check => [
  rows.every(({ charge }) => charge.nanodollars === 0),
  'A failed call was charged.',
];

const works: Case = {
  id: 'works',
  model: 'sandbox/echo',
  key: 'good',
  judge: (seen, promised) => {
    const { exit, output, rows } = seen;
    const answered = rows.filter(({ outcome }) => outcome === 'completed');
    const counted = answered.filter(
      ({ usage, usageSource }) => usageSource === 'reported' && usage.output > 0,
    );
    const mode = promised.stream ? 'streamed' : 'answered in one piece';
    const checks: Check[] = [
      called(seen),
      promisedProtocol(seen, promised),
      [exit === 0, exit === null ? 'The app did not end in time.' : `The app ended with ${exit}.`],
      [answered.length > 0, 'No call was completed.'],
      [answered.some(({ stream }) => stream === promised.stream), `No call was ${mode}.`],
      [counted.length > 0, 'No call had token counts reported.'],
      [answered.some(({ charge }) => charge.nanodollars > 0), 'No call was charged.'],
      [/hello/i.test(output), 'The app did not show the answer.'],
    ];
    // Without a call all the rest is missing, too.
    return rows.length === 0 ? faultsOf([called(seen)]) : faultsOf(checks);
  },
};

const wrongKey: Case = {
  id: 'wrong-key',
  model: 'sandbox/echo',
  key: 'wrong',
  judge: ({ rows, output }) =>
    faultsOf([
      [rows.length === 0, 'A call went through with a key that it was not given.'],
      [output.trim() !== '', 'The app said nothing.'],
    ]),
};

const unknownModel: Case = {
  id: 'unknown-model',
  model: 'sandbox/no-such-model',
  key: 'good',
  judge: (seen, promised) =>
    faultsOf([
      called(seen),
      promisedProtocol(seen, promised),
      [seen.rows.some(({ status }) => status === 404), 'No call was answered with 404.'],
      nothingCharged(seen),
    ]),
};

const overloaded: Case = {
  id: 'overloaded',
  model: 'sandbox/overloaded',
  key: 'good',
  judge: (seen, promised) =>
    faultsOf([
      called(seen),
      promisedProtocol(seen, promised),
      [seen.rows.some(({ status }) => status === 529), 'No call was answered with 529.'],
      nothingCharged(seen),
    ]),
};

const cut: Case = {
  id: 'cut',
  model: 'sandbox/cut',
  key: 'good',
  judge: (seen, promised) => {
    const broken = seen.rows.filter(({ outcome }) => outcome === cutOutcome(promised));
    const emitted: Check = promised.stream
      ? [broken.some(({ charge }) => charge.nanodollars > 0), 'What was emitted was not charged.']
      : nothingCharged(seen);
    return faultsOf([
      called(seen),
      promisedProtocol(seen, promised),
      [broken.length > 0, 'No call was cut off.'],
      emitted,
    ]);
  },
};

/** Of an answer that is awaited whole, nothing has reached the app when the upstream breaks off. */
const cutOutcome = ({ stream }: Promised): Outcome =>
  stream ? 'upstream_disconnected' : 'upstream_error';

/** The good one first. */
export const cases: [Case, ...Case[]] = [works, wrongKey, unknownModel, overloaded, cut];

/**
 * How long a failure is looked at: an app that tries again for minutes is ended, one that is slow to start is not. The
 * failures run side by side, so each may start as much slower than the good run as there are others.
 */
export const failureSeconds = (goodSeconds: number, timeout: number): number =>
  Math.min(timeout, Math.ceil(30 + (cases.length - 1) * goodSeconds));
