/**
 * One command at a time installs or builds in this folder; the others wait and find it done. Two starts
 * at once, of two instances after an upgrade say, would else take each other's files away.
 */
import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dist } from './places.mjs';
import { say } from './progress.mjs';

const turn = join(dist, 'turn');

/** Whoever has the turn touches its file all the time: one this old was left by a command that was killed. */
const abandonedAfterMs = 10_000;

/** `isDone` is asked before the wait and after it; `work` runs if it answers false. */
export const inTurn = async (isDone, work) => {
  if (isDone()) return;
  mkdirSync(dist, { recursive: true });
  await take();
  const alive = setInterval(() => utimesSync(turn, new Date(), new Date()), 1_000);
  try {
    if (!isDone()) await work();
  } finally {
    clearInterval(alive);
    rmSync(turn, { force: true });
  }
};

const take = async () => {
  for (let waited = false; !isFree(); waited = true) {
    if (!waited) say('> Waiting for another command, which installs or builds in this folder');
    await pause(300);
  }
};

const isFree = () => {
  const { mtimeMs = Date.now() } = statSync(turn, { throwIfNoEntry: false }) ?? {};
  if (Date.now() - mtimeMs > abandonedAfterMs) rmSync(turn, { force: true });
  try {
    writeFileSync(turn, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
};
