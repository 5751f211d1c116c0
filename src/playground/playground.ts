/** `/api`: what the islands call. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createApi, refuseOtherMethods } from './api-app.ts';
import { authRoutes } from './auth-routes.ts';
import { billingCaseRoutes } from './billing-cases.ts';
import { capabilitiesRoutes } from './capabilities.ts';
import { challengeRoutes } from './challenge.ts';
import { consoleRoutes } from './console.ts';
import { explanationRoutes } from './explanations.ts';
import { feedbackRoutes } from './feedback.ts';
import { createGatewayFeatures } from './gateway-features.ts';
import { inboxRoutes } from './inbox.ts';
import { integrationRequestRoutes } from './integration-requests.ts';
import { readBody } from './json-body.ts';
import { keyTestRoutes } from './key-tests.ts';
import { modelsRoutes } from './models.ts';
import { openApiRoutes } from './openapi.ts';
import type { PlaygroundParts } from './parts.ts';
import { sameOrigin } from './same-origin.ts';
import { sandboxRoutes } from './sandbox.ts';
import { reportBodyBytes, securityReportRoutes } from './security-reports.ts';
import { spendBodyBytes, spendRoutes } from './spend.ts';
import { statusRoutes } from './status.ts';
import { ticketRoutes } from './tickets.ts';

export type Playground = {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

/** Largest body of an endpoint. */
const bytesFor = (path: string): number =>
  ({ '/api/spend/reconcile': spendBodyBytes, '/api/security-reports': reportBodyBytes })[path] ??
  64 * 1024;

export const createPlayground = (parts: PlaygroundParts): Playground => {
  const features = createGatewayFeatures(parts.gateway, parts);
  const api = createApi(parts.log);
  api.use('/api/*', sameOrigin(parts.publicUrl));
  api.use('/api/*', readBody(bytesFor));
  capabilitiesRoutes(api, parts, features);
  modelsRoutes(api, parts, features);
  sandboxRoutes(api, parts);
  explanationRoutes(api, parts);
  keyTestRoutes(api, parts);
  billingCaseRoutes(api);
  spendRoutes(api, parts);
  statusRoutes(api, parts);
  consoleRoutes(api, parts);
  authRoutes(api, parts);
  challengeRoutes(api, parts);
  feedbackRoutes(api, parts);
  integrationRequestRoutes(api, parts);
  securityReportRoutes(api, parts);
  ticketRoutes(api, parts);
  inboxRoutes(api, parts);
  openApiRoutes(api, parts);
  refuseOtherMethods(api);
  return { handle: getRequestListener(api.fetch, { overrideGlobalObjects: false }) };
};
