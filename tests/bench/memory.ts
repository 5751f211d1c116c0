/** Memory of the gateway while it carries streams that never end. */
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSocket, requestBytes, type Target } from './load.ts';

export type MemorySample = { seconds: number; megabytes: number };

export type MemoryOptions = {
  target: Target;
  body: string;
  streams: number;
  minutes: number;
  sampled(sample: MemorySample): void;
};

const samples = 12;

/** Resident memory, sampled a dozen times in the given minutes. */
export const watchMemory = async (options: MemoryOptions): Promise<MemorySample[]> => {
  const { target, streams, minutes, body } = options;
  const bytes = requestBytes(target, body);
  const sockets = Array.from({ length: streams }, () => openStream(target, bytes));
  const taken: MemorySample[] = [];
  const step = (minutes * 60) / samples;
  for (let count = 1; count <= samples; count++) {
    await sleep(step * 1000);
    const broken = sockets.filter(({ destroyed }) => destroyed).length;
    if (broken > 0) throw new Error(`${broken} of ${streams} streams broke off.`);
    const sample = { seconds: step * count, megabytes: await residentMegabytes(target.origin) };
    options.sampled(sample);
    taken.push(sample);
  }
  for (const socket of sockets) socket.destroy();
  return taken;
};

const openStream = (target: Target, bytes: Buffer): Socket => {
  const socket = openSocket(target);
  socket.on('connect', () => socket.write(bytes));
  socket.on('error', () => socket.destroy());
  socket.resume();
  return socket;
};

const residentMegabytes = async (origin: string): Promise<number> => {
  const metrics = await (await fetch(`${origin}/metrics`)).text();
  const bytes = /^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1];
  return Number(bytes) / 1024 / 1024;
};
