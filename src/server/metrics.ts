/** `/metrics`: Prometheus metrics of the process and of what it answered. */
import type { ServerResponse } from 'node:http';
import { Counter, collectDefaultMetrics, Registry } from 'prom-client';

/** Parts of the server, as the `area` label says. */
export type Area = 'gateway' | 'playground' | 'site' | 'operations';

export type Metrics = {
  registry: Registry;
  answered(area: Area, status: number): void;
};

export const createMetrics = (): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answers = new Counter({
    name: 'http_answers_total',
    help: 'Answers by area and class of status.',
    labelNames: ['area', 'class'],
    registers: [registry],
  });
  return {
    registry,
    answered: (area, status) => answers.inc({ area, class: `${Math.floor(status / 100)}xx` }),
  };
};

export const answerMetrics = async (response: ServerResponse, registry: Registry) => {
  const text = await registry.metrics();
  response.writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' });
  response.end(text);
};
