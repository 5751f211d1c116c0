import type { Clock } from '../domain/clock.ts';

/**
 * The system's time in milliseconds, never going backwards: when the wall clock is set back, time
 * goes on at its usual pace from where it was until the wall clock has caught up.
 */
export const createClock = (
  wall: () => number = Date.now,
  ticks: () => number = () => performance.now(),
): Clock => {
  let last = { time: wall(), ticks: ticks() };
  return {
    now() {
      const at = { time: wall(), ticks: ticks() };
      if (at.time < last.time) at.time = last.time + Math.max(0, at.ticks - last.ticks);
      last = at;
      return Math.floor(at.time);
    },
  };
};
