/**
 * Looks at the operator's nodes once a minute and keeps a day of what it saw. It tells what this
 * server saw from where it stands, since it started, and nothing else.
 */
import { Agent, request } from 'undici';
import type { Clock } from '../domain/clock.ts';
import type { Node } from '../domain/site.ts';

export type Probe = {
  at: number;
  /** Milliseconds until the head of the answer; null when none came. */
  ms: number | null;
  /** HTTP status; null when none came. */
  status: number | null;
};

export type NodeRecord = {
  node: Node;
  /** Newest first. */
  probes: Probe[];
  /** Since when the node has been as it is now; null before the first probe. */
  since: number | null;
};

export type NodeProbes = {
  records(): NodeRecord[];
  /** When the first probe was made. */
  startedAt: number;
  stop(): Promise<void>;
};

const everyMs = 60_000;
const keptProbes = 24 * 60;

/** A node is up when it answers at all and does not answer a 5xx: without a key, 401 and 404 are fine. */
export const isUp = ({ status }: Probe): boolean => status !== null && status < 500;

export const startNodeProbes = (nodes: readonly Node[], clock: Clock): NodeProbes => {
  const agent = new Agent({ connect: { timeout: 5_000 }, headersTimeout: 5_000, pipelining: 0 });
  const records = nodes.map((node): NodeRecord => ({ node, probes: [], since: null }));

  const look = async (record: NodeRecord): Promise<void> => {
    const probe = await probeOf(record.node.url, agent, clock);
    const [last] = record.probes;
    if (!last || isUp(last) !== isUp(probe)) record.since = probe.at;
    record.probes.unshift(probe);
    record.probes.length = Math.min(record.probes.length, keptProbes);
  };
  const lookAtAll = () => {
    for (const record of records) void look(record);
  };

  lookAtAll();
  const timer = setInterval(lookAtAll, everyMs).unref();
  return {
    startedAt: clock.now(),
    records: () => records,
    stop: async () => {
      clearInterval(timer);
      await agent.destroy();
    },
  };
};

const probeOf = async (url: string, agent: Agent, clock: Clock): Promise<Probe> => {
  const at = clock.now();
  const started = performance.now();
  try {
    const { statusCode, body } = await request(`${url.replace(/\/+$/, '')}/v1/models`, {
      dispatcher: agent,
    });
    const ms = Math.round(performance.now() - started);
    body.on('error', () => undefined).destroy();
    return { at, ms, status: statusCode };
  } catch (error) {
    if (error instanceof Error) return { at, ms: null, status: null };
    throw error;
  }
};
