/** Solves a challenge aside, so that the page stays free for a moment's calculation. */
import { type Challenge, type Solution, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';

export type Solved = { solution: Solution | null };

addEventListener('message', ({ data }: MessageEvent<Challenge>) => {
  void solve(data);
});

const solve = async (challenge: Challenge): Promise<void> => {
  const solved: Solved = { solution: await solveChallenge({ challenge, deriveKey }) };
  postMessage(solved);
};

// A worker does not report a rejected promise to the page by itself.
addEventListener('unhandledrejection', ({ reason }) => {
  throw reason;
});
