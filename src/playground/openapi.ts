/** `GET /api/openapi.json`: generated from the routes, so that it lists each of them as it is. */
import { meanings } from './endpoint.ts';
import type { Api, PlaygroundParts } from './parts.ts';
import { statuses } from './problem.ts';

const about = (name: string) =>
  `What the pages of the ${name} docs call. The gateway itself is at /v1 and speaks the protocols of ` +
  'OpenAI and Anthropic; see /reference/ in the docs. Amounts are whole nanodollars (1 USD = 1e9), rates ' +
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
  const configuration = {
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
  };
  api.get('/api/openapi.json', (context) =>
    context.json(withBodyErrors(api.getOpenAPI31Document(configuration))),
  );
};

type Document = ReturnType<Api['getOpenAPI31Document']>;

/** A body is read and refused before any route sees it, so every endpoint that takes one can answer these. */
const withBodyErrors = (document: Document): Document => {
  for (const item of Object.values(document.paths ?? {}))
    for (const operation of [item.post, item.patch, item.put])
      if (operation?.requestBody) operation.responses = { ...bodyErrors, ...operation.responses };
  return document;
};

const bodyErrors = Object.fromEntries(
  (['too_large', 'unsupported'] as const).map((code) => [
    statuses[code],
    {
      description: meanings[code],
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    },
  ]),
);
