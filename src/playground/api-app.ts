/** An empty `/api`: how bad input, unknown paths and failures are answered, whatever the route. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import { IntakeError } from '../intake/intake-error.ts';
import { StoreError } from '../storage/store.ts';
import { intakeProblem } from './intake-request.ts';
import { invalidInput } from './invalid-input.ts';
import type { Api, Env } from './parts.ts';
import { answerProblem, internalProblem, Problem } from './problem.ts';

export const createApi = (log: Logger): Api => {
  const api = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw invalidInput(result.error, result.target);
    },
  });
  api.notFound((context) =>
    answerProblem(
      context,
      new Problem(
        'not_found',
        'There is nothing at this path.',
        'GET /api/openapi.json lists every endpoint.',
      ),
    ),
  );
  api.onError((error, context) => {
    if (error instanceof Problem) return answerProblem(context, error);
    if (error instanceof IntakeError) return answerProblem(context, intakeProblem(error));
    if (error instanceof HTTPException && error.status < 500)
      return answerProblem(
        context,
        new Problem('invalid_request', 'The request is not valid.', 'Correct it and try again.'),
      );
    if (error instanceof StoreError) {
      log.error({ err: error }, 'The store did not answer.');
      return answerProblem(context, storeProblem());
    }
    // Nobody is there to read the answer, and what broke off with the client is no mistake.
    if (context.env.incoming.socket.destroyed) return answerProblem(context, clientLeft());
    log.error({ err: error, path: routePath(context) }, 'An API request failed.');
    return answerProblem(context, internalProblem());
  });
  return api;
};

/** Answers 405 wherever a path exists and the method does not. Call after all routes are there. */
export const refuseOtherMethods = (api: Api): void => {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of api.routes)
    if (method !== 'ALL') methods.set(path, (methods.get(path) ?? new Set()).add(method));
  for (const [path, allowed] of methods) {
    const allow = [...allowed, ...(allowed.has('GET') ? ['HEAD'] : [])].sort().join(', ');
    api.all(path, () => {
      throw new Problem(
        'method_not_allowed',
        'This endpoint does not take that method.',
        `It takes ${allow}.`,
        { headers: { allow } },
      );
    });
  }
};

const clientLeft = (): Problem =>
  new Problem('invalid_request', 'The request broke off.', 'Send it again.');

const storeProblem = (): Problem =>
  new Problem('unavailable', 'The store does not answer right now.', 'Try again in a moment.', {
    headers: { 'retry-after': '2' },
  });
