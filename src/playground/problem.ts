/** Errors of `/api`: thrown as a Problem anywhere in a route, answered in one shape. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ErrorCode } from '../domain/api-error.ts';
import type { ApiError } from '../domain/playground-api.ts';

export const statuses: Record<ErrorCode, ContentfulStatusCode> = {
  invalid_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  unsupported: 415,
  redaction_failed: 422,
  unavailable: 503,
  internal: 500,
};

/** The caller sees `message` and `fix`; neither repeats what was sent. */
export class Problem extends Error {
  override name = 'Problem';
  readonly code: ErrorCode;
  readonly fix: string;
  readonly field?: string;
  readonly docs?: string;
  readonly status: ContentfulStatusCode;
  readonly headers: Record<string, string>;
  constructor(
    code: ErrorCode,
    message: string,
    fix: string,
    extra: {
      field?: string;
      docs?: string;
      /** Where the usual status of the code is not the fitting one. */
      status?: ContentfulStatusCode;
      headers?: Record<string, string>;
    } = {},
  ) {
    super(message);
    this.code = code;
    this.fix = fix;
    this.field = extra.field;
    this.docs = extra.docs;
    this.status = extra.status ?? statuses[code];
    this.headers = extra.headers ?? {};
  }
}

export const answerProblem = (context: Context, problem: Problem): Response => {
  const { code, message, fix, field, docs } = problem;
  const body: ApiError = {
    error: { code, message, fix, ...(field && { field }), ...(docs && { docs }) },
  };
  return context.json(body, problem.status, problem.headers);
};

export const internalProblem = (): Problem =>
  new Problem(
    'internal',
    'The server made a mistake; it has been logged.',
    'Try again in a moment. If it stays, report it with the feedback link of the page.',
  );
