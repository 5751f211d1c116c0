/** `GET /api/capabilities`: what the islands can count on. */
import { createRoute } from '@hono/zod-openapi';
import type { Capabilities } from '../domain/playground-api.ts';
import type { GatewayFeaturesReader } from './gateway-features.ts';
import type { Api, PlaygroundParts } from './parts.ts';
import { capabilitiesSchema } from './schemas.ts';

const route = createRoute({
  method: 'get',
  path: '/api/capabilities',
  operationId: 'getCapabilities',
  tags: ['Site'],
  summary: 'What the gateway behind this site can do',
  description:
    'A page that needs a feature that is false says so in its place, and links to the console.',
  responses: {
    200: {
      description: 'The gateway, the protocols it speaks, and the features of this site',
      content: { 'application/json': { schema: capabilitiesSchema } },
    },
  },
});

export const capabilitiesRoutes = (
  api: Api,
  { gateway, site, sessions, publicUrl }: PlaygroundParts,
  features: GatewayFeaturesReader,
): void => {
  api.openapi(route, async (context) => {
    const { reachable, version, protocols, requestLog, keyInfo } = await features();
    const embedded = gateway.kind === 'embedded';
    const answer: Capabilities = {
      gateway: {
        kind: gateway.kind,
        origin: embedded ? publicUrl() : gateway.origin(),
        version,
        reachable,
      },
      protocols,
      features: {
        sandbox: embedded,
        requestLog,
        explanation: requestLog,
        console: embedded,
        // A gateway that is away is one of the causes that a test finds.
        keyTest: keyInfo || !reachable,
        reconcile: requestLog,
        accounts: true,
        githubSignIn: sessions.github,
        passwordMail: sessions.passwordMail,
        feedback: true,
        tickets: embedded,
        securityReports: site.security?.recipient !== undefined,
        integrationRequests: true,
      },
      console: embedded ? '/console/' : site.hosts.console,
      site: { name: site.brand.name, support: site.contact.support },
    };
    return context.json(answer, 200, { 'cache-control': 'no-store' });
  });
};
