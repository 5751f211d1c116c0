/** Opens what the playground API needs: sessions, limits, probes, and its view of the gateway. */
import { createIntake } from '../intake/intake.ts';
import { createGatewayClient } from '../playground/gateway-client.ts';
import { startNodeProbes } from '../playground/node-probes.ts';
import type { PlaygroundParts } from '../playground/parts.ts';
import { createSessions } from '../playground/sessions.ts';
import { createVisitLimits } from '../playground/visit-limits.ts';
import type { Store } from '../storage/store.ts';
import { passAccounts } from '../storage/user-accounts.ts';
import type { OpenGateway } from './gateway.ts';
import type { ServiceOptions } from './services.ts';
import { sessionSecret } from './session-secret.ts';

export const openPlaygroundParts = async (
  { configuration, site, clock, log, version, addresses, environment }: ServiceOptions,
  store: Store,
  { sandboxModels }: OpenGateway,
  ending: AbortSignal,
): Promise<PlaygroundParts> => {
  const { gatewayUrl, publicUrl, trustedProxies, github, dataDir } = configuration;
  const limits = createVisitLimits(store, trustedProxies);
  const secret = await sessionSecret(configuration.sessionSecret, dataDir);
  return {
    store,
    site,
    clock,
    log,
    version,
    trustedProxies,
    limits,
    intake: createIntake({ store, site, log, environment, secret }),
    sandboxModels,
    ending,
    publicUrl: () => addresses().public,
    gateway: createGatewayClient({
      kind: gatewayUrl ? 'remote' : 'embedded',
      origin: () => gatewayUrl ?? addresses().internal,
    }),
    sessions: await createSessions({
      store,
      log,
      secret,
      publicUrl,
      github,
      limits,
      onSignIn: (anonymousUserId, userId) => passAccounts(store, anonymousUserId, userId),
    }),
    probes: startNodeProbes(site.nodes, clock),
  };
};
