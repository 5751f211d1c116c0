import { expect, test } from 'vitest';
import { createClock } from '../../src/configuration/clock.ts';

const clockAt = (wall: number[], ticks: number[]) =>
  createClock(
    () => wall.shift() ?? Number.NaN,
    () => ticks.shift() ?? Number.NaN,
  );

test('time goes on at its usual pace when the clock is set back an hour', () => {
  const hour = 3_600_000;
  const clock = clockAt(
    [hour * 5, hour * 5 + 10, hour * 4 + 20, hour * 4 + 30],
    [0, 10, 20.5, 30.5],
  );
  expect([clock.now(), clock.now(), clock.now()]).toEqual([
    hour * 5 + 10,
    hour * 5 + 20,
    hour * 5 + 30,
  ]);
});

test('time follows the clock again once that has caught up', () => {
  const clock = clockAt([1000, 500, 2000], [0, 5, 10]);
  expect([clock.now(), clock.now()]).toEqual([1005, 2000]);
});
