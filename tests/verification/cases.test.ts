import { expect, test } from 'vitest';
import type { RequestLogRow } from '../../src/domain/request-log.ts';
import { cases, failureSeconds } from '../../src/verification/cases.ts';

/** What the gateway logs when the upstream breaks off an answer. */
const brokenOff = (stream: boolean) =>
  ({
    protocol: 'openai-chat',
    stream,
    outcome: stream ? 'upstream_disconnected' : 'upstream_error',
    charge: { nanodollars: stream ? 120 : 0 },
  }) as RequestLogRow;

const faults = (row: RequestLogRow, stream: boolean) =>
  cases
    .find(({ id }) => id === 'cut')
    ?.judge({ exit: 1, output: '', rows: [row] }, { protocol: 'openai-chat', stream });

test('a stream that breaks off is charged for what was emitted, and an answer that is awaited whole is an error and free', () => {
  expect(faults(brokenOff(true), true)).toEqual([]);
  expect(faults(brokenOff(false), false)).toEqual([]);
});

test('an app that was to stream and awaited the whole answer fails its run', () => {
  expect(faults(brokenOff(false), true)).toContain('No call was cut off.');
});

test('an app that is slow to start is given the time to fail, and one that tries for ever is ended', () => {
  expect(failureSeconds(1, 60)).toBe(34);
  expect(failureSeconds(15, 120)).toBe(90);
  expect(failureSeconds(40, 120)).toBe(120);
});
