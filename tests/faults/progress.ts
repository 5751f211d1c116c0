/** Says how far a long run is; within `npm test` it says nothing. */

export type Progress = {
  step(what: string): void;
  /** What came out. */
  done(result: string): void;
};

const loud = process.env.FAULTS_PROGRESS !== undefined;
const everyMs = 5_000;

export const createProgress = (name: string, total: number): Progress => {
  const startedAt = performance.now();
  let done = 0;
  let saidAt = startedAt;
  const say = (text: string) => {
    if (!loud) return;
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
    process.stdout.write(`  ${name}: ${done} of ${total}, ${seconds} s: ${text}\n`);
  };
  return {
    step: (what) => {
      done++;
      if (performance.now() - saidAt < everyMs) return;
      saidAt = performance.now();
      say(what);
    },
    done: (result) => say(result),
  };
};
