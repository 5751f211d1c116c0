/** Finds out whether an export's times are local ones: the shift at which most of its rows are in the log. */
import { matchRows } from './match.ts';
import type { ClientRow, LogRow } from './rows.ts';

const halfHour = 1_800_000;
const sampleSize = 300;

/**
 * Milliseconds to add to the export's times to get UTC. Zero unless another shift finds clearly more
 * rows: at least five, and half as many again.
 */
export const findOffset = (client: readonly ClientRow[], log: readonly LogRow[]): number => {
  const sample = spread(client, sampleSize);
  const score = (offset: number) => matchRows(sample, log, offset).pairs.filter(isExact).length;
  const plain = score(0);
  if (plain > sample.length * 0.8) return 0;
  let best = { offset: 0, found: plain };
  for (let step = 1; step <= 28; step++)
    for (const offset of [step * halfHour, -step * halfHour]) {
      const found = score(offset);
      if (found > best.found) best = { offset, found };
    }
  return best.found >= 5 && best.found > plain * 1.5 ? best.offset : 0;
};

const isExact = ({ client, log }: { client: ClientRow; log: LogRow }): boolean =>
  client.output === null || client.output === log.usage.output;

const spread = <T>(rows: readonly T[], size: number): T[] => {
  if (rows.length <= size) return [...rows];
  const step = rows.length / size;
  return Array.from({ length: size }, (_, index) => rows[Math.floor(index * step)] as T);
};
