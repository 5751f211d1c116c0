/** Opens what answers `/v1`: the embedded gateway with its upstreams, or the way to one elsewhere. */
import { siteTokens } from '../domain/content-tokens.ts';
import { createGateway } from '../gateway/gateway.ts';
import { createGatewayProxy } from '../gateway/proxy.ts';
import type { PlaygroundParts } from '../playground/parts.ts';
import { syncGroups } from '../storage/groups.ts';
import type { Store } from '../storage/store.ts';
import { createUpstreams } from '../upstreams/create.ts';
import type { Handler } from './app.ts';
import { createGatewayMetrics } from './gateway-metrics.ts';
import type { ServiceOptions } from './services.ts';

export type OpenGateway = {
  handle: Handler;
  stop(drainMs: number): Promise<void>;
  sandboxModels?: PlaygroundParts['sandboxModels'];
};

export const openGateway = async (
  { configuration, site, clock, log, metrics, environment }: ServiceOptions,
  store: Store,
): Promise<OpenGateway> => {
  if (configuration.gatewayUrl) return createGatewayProxy({ url: configuration.gatewayUrl, log });
  await syncGroups(store, site.groups);
  const upstreams = createUpstreams(site.upstreams, environment, {
    clock,
    tokens: siteTokens(site),
    pace: configuration.sandboxPace,
  });
  const gateway = await createGateway({
    store,
    upstreams,
    site,
    docsOrigin: configuration.publicUrl ?? site.hosts.docs,
    clock,
    log,
    metrics: createGatewayMetrics(metrics.registry),
  });
  const group = site.groups.find(({ id }) => id === site.sandbox.group);
  return {
    handle: gateway.handle,
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
