/** The gateway's own metrics for Prometheus: outcomes, tokens, charges, times, what runs now. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { usageKinds } from '../domain/usage.ts';
import type { GatewayMetrics } from '../gateway/metrics.ts';

const seconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const storeSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5];

export const createGatewayMetrics = (registry: Registry): GatewayMetrics => {
  const registers = [registry];
  const running = new Gauge({
    name: 'gateway_requests_running',
    help: 'Requests that are reserved and not settled yet.',
    registers,
  });
  const requests = new Counter({
    name: 'gateway_requests_total',
    help: 'Settled requests.',
    labelNames: ['outcome', 'protocol', 'model'],
    registers,
  });
  const rejections = new Counter({
    name: 'gateway_rejections_total',
    help: 'Requests that the gateway turned down itself, by case.',
    labelNames: ['case'],
    registers,
  });
  const tokens = new Counter({
    name: 'gateway_tokens_total',
    help: 'Billed tokens by kind.',
    labelNames: ['kind', 'model'],
    registers,
  });
  const charges = new Counter({
    name: 'gateway_charges_usd_total',
    help: 'Charges in US dollars.',
    labelNames: ['model'],
    registers,
  });
  const firstToken = new Histogram({
    name: 'gateway_first_token_seconds',
    help: 'From the start of a request to its first token.',
    labelNames: ['protocol'],
    buckets: seconds,
    registers,
  });
  const duration = new Histogram({
    name: 'gateway_request_seconds',
    help: 'From the start of a request to its settlement.',
    labelNames: ['protocol'],
    buckets: seconds,
    registers,
  });
  const upstreamFailures = new Counter({
    name: 'gateway_upstream_failures_total',
    help: 'Calls to upstreams that failed, or that they answered with an error.',
    labelNames: ['upstream', 'failure'],
    registers,
  });
  const store = new Histogram({
    name: 'gateway_store_seconds',
    help: 'How long the store took, by operation.',
    labelNames: ['operation'],
    buckets: storeSeconds,
    registers,
  });

  return {
    started: () => running.inc(),
    settled: ({ outcome, protocol, model, usage, charge, firstTokenMs, durationMs }) => {
      running.dec();
      requests.inc({ outcome, protocol, model });
      for (const kind of usageKinds) if (usage[kind] > 0) tokens.inc({ kind, model }, usage[kind]);
      if (charge > 0) charges.inc({ model }, charge / 1e9);
      if (firstTokenMs !== null) firstToken.observe({ protocol }, firstTokenMs / 1000);
      duration.observe({ protocol }, durationMs / 1000);
    },
    rejected: (errorCase) => rejections.inc({ case: errorCase }),
    upstreamFailed: (upstream, failure) => upstreamFailures.inc({ upstream, failure }),
    storeTook: (operation, milliseconds) => store.observe({ operation }, milliseconds / 1000),
  };
};
