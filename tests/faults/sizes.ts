/** How much the fault tests do: little within `npm test`, much in `npm run test:faults`, which sets the variables. */

const number = (name: string, usual: number): number => Number(process.env[name] ?? usual);

/** Times that the server is killed, on each engine. */
export const rounds = number('FAULTS_ROUNDS', 5);
/** Times that PostgreSQL goes away. */
export const outages = number('FAULTS_OUTAGES', 1);
/** Keys that are reset under load. */
export const resets = number('FAULTS_RESETS', 60);
/** Bad requests that are sent. */
export const badRequests = number('FAULTS_REQUESTS', 3_000);
/** Of the chance in all of this; the same seed sends the same requests. */
export const seed = number('FAULTS_SEED', 1);

/** Time for a test that takes about `millisecondsEach` for each of its `times`. */
export const timeFor = (times: number, millisecondsEach: number): number =>
  30_000 + times * millisecondsEach;
