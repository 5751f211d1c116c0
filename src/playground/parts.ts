/** What the routes of `/api` are built from. */

import type { HttpBindings } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import type { SiteConfig } from '../domain/site.ts';
import type { Intake } from '../intake/intake.ts';
import type { Store } from '../storage/store.ts';
import type { GatewayClient } from './gateway-client.ts';
import type { NodeProbes } from './node-probes.ts';
import type { Sessions } from './sessions.ts';
import type { VisitLimits } from './visit-limits.ts';

export type PlaygroundParts = {
  store: Store;
  site: SiteConfig;
  clock: Clock;
  log: Logger;
  gateway: GatewayClient;
  sessions: Sessions;
  probes: NodeProbes;
  /** Group and models of a sandbox key, as items of `GET /v1/models`; absent when the gateway is elsewhere. */
  sandboxModels?: () => Promise<{
    group: { id: string; description: string } | null;
    items: unknown[];
  }>;
  limits: VisitLimits;
  intake: Intake;
  /** Version of the build, as `/healthz` tells it. */
  version: string;
  /** Where visitors reach this server, without a path; known once it listens. */
  publicUrl(): string;
  trustedProxies: number;
  /** Aborted when the server stops: what streams without an end ends then. */
  ending: AbortSignal;
};

export type Env = { Bindings: HttpBindings };
export type Api = OpenAPIHono<Env>;
