/**
 * `GET /v1/models`: OpenAI's list by default, Anthropic's when the request carries `anthropic-version`.
 * Each entry also has everything that the live list of models shows.
 */

import { nearest } from '../domain/nearest.ts';
import type { LiveModel } from '../domain/playground-api.ts';
import { inScope } from '../domain/scope.ts';
import type { Caller } from '../storage/keys.ts';
import { answerJson } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { GatewayError } from './gateway-error.ts';
import type { GatewayParts } from './parts.ts';
import { pageSize } from './query.ts';

export const listModels = async (
  parts: GatewayParts,
  exchange: Exchange,
  caller: Caller,
): Promise<void> => {
  const models = await modelsOf(parts, caller);
  const shape = shapeFor(exchange, parts.startedAt);
  answerJson(
    exchange,
    200,
    exchange.family === 'anthropic'
      ? anthropicPage(exchange.search, models, shape)
      : { object: 'list', data: models.map(shape) },
  );
};

export const findModel = async (
  parts: GatewayParts,
  exchange: Exchange,
  caller: Caller,
  id: string,
): Promise<void> => {
  const models = await modelsOf(parts, caller);
  const model = models.find((candidate) => candidate.id === id);
  if (!model) {
    const near = nearest(
      models.map(({ id: known }) => known).filter((known) => inScope(caller.group.scope, known)),
      id,
    );
    throw new GatewayError('model_not_found', {
      message: `The model does not exist, or the key's group has no access to it.${near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ''}`,
      param: 'model',
    });
  }
  answerJson(exchange, 200, shapeFor(exchange, parts.startedAt)(model));
};

const modelsOf = async (parts: GatewayParts, caller: Caller): Promise<LiveModel[]> => {
  await parts.catalogue.refresh(caller.catalogueRevision);
  return parts.catalogue.list(caller.group);
};

type Shape = (model: LiveModel) => LiveModel & { id: string };

const shapeFor = ({ family }: Exchange, createdAt: number): Shape =>
  family === 'anthropic'
    ? (model) => ({
        type: 'model',
        display_name: model.name,
        created_at: new Date(createdAt).toISOString(),
        max_input_tokens: model.contextWindow,
        max_tokens: model.maxOutput,
        ...model,
      })
    : (model) => ({
        object: 'model',
        created: Math.floor(createdAt / 1000),
        owned_by: model.id.includes('/') ? model.id.slice(0, model.id.indexOf('/')) : 'gateway',
        ...model,
      });

/** https://docs.anthropic.com/en/api/models-list */
const anthropicPage = (search: string, models: LiveModel[], shape: Shape): object => {
  const query = new URLSearchParams(search);
  const limit = pageSize(query, { most: 1000, usual: 1000 });
  const after = indexOf(models, query.get('after_id'));
  const before = indexOf(models, query.get('before_id'));
  const start = before === undefined ? (after ?? -1) + 1 : Math.max(0, before - limit);
  const end = Math.min(before ?? models.length, start + limit);
  const data = models.slice(start, end).map(shape);
  return {
    data,
    has_more: before === undefined ? end < models.length : start > 0,
    first_id: data.at(0)?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  };
};

const indexOf = (models: LiveModel[], id: string | null): number | undefined => {
  if (id === null) return undefined;
  const index = models.findIndex((model) => model.id === id);
  if (index < 0)
    throw new GatewayError('invalid_body', {
      message: 'after_id and before_id take the id of a model in the list.',
    });
  return index;
};
