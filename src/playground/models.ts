/** `GET /api/models`: what the gateway serves now, with prices as the caller pays them. */
import { createRoute } from '@hono/zod-openapi';
import type { LiveModels } from '../domain/playground-api.ts';
import { callerKey } from './caller.ts';
import { errorResponses, keySecurity } from './endpoint.ts';
import type { GatewayFeaturesReader } from './gateway-features.ts';
import { liveModel } from './live-model.ts';
import type { Api, PlaygroundParts } from './parts.ts';
import { Problem } from './problem.ts';
import { liveModelsSchema } from './schemas.ts';

const route = createRoute({
  method: 'get',
  path: '/api/models',
  operationId: 'listModels',
  tags: ['Models'],
  summary: 'Models that the gateway serves now, with prices',
  description:
    "With a key: the models in the scope of its group, with the group's multiplier. Without one: what a " +
    'sandbox key sees; a gateway elsewhere that lists nothing without a key makes this a 401.',
  security: [{}, ...keySecurity],
  responses: {
    200: {
      description: 'The models, as read from the gateway at `asOf`',
      content: { 'application/json': { schema: liveModelsSchema } },
    },
    ...errorResponses('unauthorized', 'rate_limited', 'unavailable'),
  },
});

export const modelsRoutes = (
  api: Api,
  parts: PlaygroundParts,
  features: GatewayFeaturesReader,
): void => {
  const { gateway, clock, sandboxModels } = parts;

  api.openapi(route, async (context) => {
    const key = callerKey(context);
    const asOf = new Date(clock.now()).toISOString();
    const { group, items } =
      key === undefined && sandboxModels ? await sandboxModels() : await listed(key);
    const { protocols } = await features();
    const answer: LiveModels = {
      object: 'list',
      group,
      asOf,
      data: items.flatMap((item) => liveModel(item, protocols) ?? []),
    };
    return context.json(answer, 200, { 'cache-control': 'no-store' });
  });

  /** As the gateway answers it to this caller. */
  const listed = async (
    key: string | undefined,
  ): Promise<{ group: LiveModels['group']; items: unknown[] }> => {
    const { keyInfo } = await features();
    const [list, info] = await Promise.all([
      gateway.ask('/v1/models', { key }).catch((error: unknown) => {
        throw key === undefined && error instanceof Problem && error.code === 'unauthorized'
          ? needsKey()
          : error;
      }),
      key !== undefined && keyInfo ? gateway.key(key) : undefined,
    ]);
    return {
      group: info ? { id: info.group.id, description: info.group.description } : null,
      items: itemsOf(list),
    };
  };
};

const itemsOf = (list: unknown): unknown[] => {
  const items = typeof list === 'object' && list !== null && 'data' in list ? list.data : undefined;
  if (Array.isArray(items)) return items;
  throw new Problem(
    'unavailable',
    'The gateway did not answer with a list of models.',
    'Enter the model id by hand.',
    { docs: '/models/' },
  );
};

const needsKey = (): Problem =>
  new Problem(
    'unauthorized',
    'The gateway behind this site lists its models only to a key.',
    'Enter a key to see the models that it can call.',
    { docs: '/models/' },
  );
