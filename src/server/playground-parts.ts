/** Opens what the playground API needs: sessions, limits, probes, and its view of the gateway. */
import { createIntake } from '../intake/intake.ts';
import { createSmtp } from '../intake/smtp.ts';
import { createGatewayClient } from '../playground/gateway-client.ts';
import { startNodeProbes } from '../playground/node-probes.ts';
import type { PlaygroundParts } from '../playground/parts.ts';
import { createPasswordMail, type SendPasswordMail } from '../playground/password-mail.ts';
import { createSessions } from '../playground/sessions.ts';
import { createVisitLimits, type VisitLimits } from '../playground/visit-limits.ts';
import type { Store } from '../storage/store.ts';
import { passAccounts } from '../storage/user-accounts.ts';
import type { OpenGateway } from './gateway.ts';
import type { ServiceOptions } from './services.ts';
import { sessionSecret } from './session-secret.ts';

export const openPlaygroundParts = async (
  options: ServiceOptions,
  store: Store,
  { sandboxModels }: OpenGateway,
  ending: AbortSignal,
): Promise<PlaygroundParts> => {
  const { configuration, site, clock, log, version, addresses, environment } = options;
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
      sendPasswordMail: passwordMail(options, limits),
      onSignIn: (anonymousUserId, userId) => passAccounts(store, anonymousUserId, userId),
    }),
    probes: startNodeProbes(site.nodes, clock),
  };
};

const passwordMail = (
  { site: { accountMail, brand }, log, addresses, environment }: ServiceOptions,
  limits: VisitLimits,
): SendPasswordMail | undefined => {
  const smtpUrl = accountMail && environment[accountMail.smtpUrlEnv];
  if (!smtpUrl) return undefined;
  return createPasswordMail({
    brand: brand.name,
    from: accountMail.from,
    send: createSmtp(smtpUrl),
    limits,
    log,
    publicUrl: () => addresses().public,
  });
};
