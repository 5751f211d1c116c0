/** `GET /api/openapi.json`: generated from the routes, so that it lists each of them as it is. */
import type { Api, PlaygroundParts } from './parts.ts';

const about = (name: string) =>
  `What the pages of the ${name} docs call. The gateway itself is at /v1 and speaks the protocols of ` +
  'OpenAI and Anthropic; see /api/ in the docs. Amounts are whole nanodollars (1 USD = 1e9), rates ' +
  'whole picodollars per token (1 USD = 1e12). Errors have one shape, `Error`, with what to do in `fix`.';

export const openApiRoutes = (api: Api, { site, version }: PlaygroundParts): void => {
  const { openAPIRegistry: registry } = api;
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key: `Authorization: Bearer sk-...`',
  });
  registry.registerComponent('securitySchemes', 'xApiKey', {
    type: 'apiKey',
    in: 'header',
    name: 'x-api-key',
    description: 'The same key in the header that Anthropic clients use',
  });
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'docs.session_token',
    description:
      'Set by POST /api/sandbox and by signing in; on https its name starts with __Secure-',
  });
  api.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: `${site.brand.name} playground API`,
      version: version === 'unbuilt' ? '0' : version,
      description: about(site.brand.name),
      contact: { email: site.contact.support },
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'Site', description: 'What stands behind this site' },
      { name: 'Models', description: 'What the gateway serves now, at which price' },
      { name: 'Keys', description: 'Why a key does not work' },
      { name: 'Sandbox', description: 'An account with play money' },
      { name: 'Requests', description: 'Single requests, explained' },
      { name: 'Console', description: "Keys, usage and request log of the session's account" },
      { name: 'Taking part', description: 'Feedback, requests for pages, security reports' },
      { name: 'Inbox', description: 'What people sent in, for operators' },
      { name: 'Accounts', description: 'Signing up, in and out' },
    ],
  });
};
