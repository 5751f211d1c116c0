/** `GET /api/status`: the nodes as this server sees them. */
import { createRoute } from '@hono/zod-openapi';
import type { NodeStatus, Status } from '../domain/playground-api.ts';
import { isUp, type NodeRecord } from './node-probes.ts';
import type { Api, PlaygroundParts } from './parts.ts';
import { statusSchema } from './schemas.ts';

const shownProbes = 60;

const route = createRoute({
  method: 'get',
  path: '/api/status',
  operationId: 'getStatus',
  tags: ['Site'],
  summary: 'Nodes, their last probes and their uptime',
  description:
    'Each node is probed once a minute from the machine that this site runs on. What is told is what ' +
    'was seen from there since `since`; a node that does not answer may still be up for others.',
  responses: {
    200: {
      description: 'The nodes',
      content: { 'application/json': { schema: statusSchema } },
    },
  },
});

export const statusRoutes = (api: Api, { probes, clock, site }: PlaygroundParts): void => {
  api.openapi(route, (context) => {
    const answer: Status = {
      asOf: iso(clock.now()),
      since: iso(probes.startedAt),
      nodes: probes.records().map(described),
      page: site.hosts.status ?? null,
    };
    return context.json(answer, 200, { 'cache-control': 'no-store' });
  });
};

const described = ({ node, probes, since }: NodeRecord): NodeStatus => {
  const [last] = probes;
  const up = probes.filter(isUp).length;
  return {
    ...node,
    state: last ? (isUp(last) ? 'up' : 'unreachable') : 'unknown',
    stateSince: since === null ? null : iso(since),
    probes: probes.slice(0, shownProbes).map((probe) => ({
      at: iso(probe.at),
      up: isUp(probe),
      ms: probe.ms,
      status: probe.status,
    })),
    uptime: probes.length === 0 ? null : { probes: probes.length, up },
  };
};

const iso = (time: number): string => new Date(time).toISOString();
