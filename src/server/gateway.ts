/** Opens what answers `/v1`: the embedded gateway with its upstreams, or the way to one elsewhere. */
import { siteTokens } from '../domain/content-tokens.ts';
import { createGateway } from '../gateway/gateway.ts';
import { createGatewayProxy } from '../gateway/proxy.ts';
import type { PlaygroundParts } from '../playground/parts.ts';
import { heartbeat } from '../storage/requests.ts';
import type { Store } from '../storage/store.ts';
import { createUpstreams } from '../upstreams/create.ts';
import type { Handler } from './app.ts';
import { createGatewayMetrics } from './gateway-metrics.ts';
import type { ServiceOptions } from './services.ts';
import { compareSite } from './site-against-store.ts';

export type OpenGateway = {
  handle: Handler;
  stop(drainMs: number): Promise<void>;
  /** Shows other instances that this one lives, and settles what dead ones left; called every few seconds. */
  tend(): Promise<void>;
  sandboxModels?: PlaygroundParts['sandboxModels'];
};

export const openGateway = async (
  { configuration, site, clock, log, metrics, environment }: ServiceOptions,
  store: Store,
): Promise<OpenGateway> => {
  const docsOrigin = configuration.publicUrl ?? site.hosts.docs;
  if (configuration.gatewayUrl) {
    const proxy = createGatewayProxy({ url: configuration.gatewayUrl, docsOrigin, clock, log });
    return { ...proxy, tend: () => heartbeat(store) };
  }
  const upstreams = createUpstreams(site.upstreams, environment, {
    clock,
    tokens: siteTokens(site),
    pace: configuration.sandboxPace,
  });
  for (const warning of await compareSite(store, site)) log.warn(warning);
  const gateway = await createGateway({
    store,
    upstreams,
    site,
    docsOrigin,
    clock,
    log,
    metrics: createGatewayMetrics(metrics.registry),
  });
  const group = site.groups.find(({ id }) => id === site.sandbox.group);
  return {
    handle: gateway.handle,
    tend: gateway.tend,
    stop: async (drainMs) => {
      await gateway.stop(drainMs);
      await Promise.all([...upstreams.values()].map((upstream) => upstream.close()));
    },
    sandboxModels: async () => {
      await gateway.catalogue.refresh();
      return {
        group: group ? { id: group.id, description: group.description } : null,
        items: gateway.catalogue.list(group),
      };
    },
  };
};
