/** Says what is going on and how long it took, so that no wait is silent. */

export const say = (text) => process.stdout.write(`${text}\n`);

export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/** Runs `work` between a line that names it and a line with the time it took. */
export const step = async (title, work) => {
  const started = Date.now();
  say(`> ${title}`);
  const result = await work();
  say(`  done in ${seconds(Date.now() - started)}`);
  return result;
};

/** Prints what `status` answers every few seconds until `work` ends. */
export const withHeartbeat = async (status, work) => {
  const started = Date.now();
  const timer = setInterval(() => say(`  ${status()}, ${seconds(Date.now() - started)}`), 5000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
};

/** A set-up problem that a person can solve; its message says how. */
export class SetupError extends Error {}

/** Entry point of a command: a SetupError ends it with its message alone, anything else with a stack. */
export const command = (main) =>
  main().then(
    (code) => {
      process.exitCode = code ?? 0;
    },
    (error) => {
      console.error(error instanceof SetupError ? `\n${error.message}` : error);
      process.exitCode = 1;
    },
  );
