/** What went wrong with a call, in words that help: what happened, what to do, where it is explained. */
import text from '#content/i18n/en/gateway.json' with { type: 'json' };
import { type GatewayErrorFacts, gatewayErrors } from '../../domain/errors.ts';
import type { ApiError } from '../../domain/playground-api.ts';
import { isObject, member } from '../../domain/protocols/json-value.ts';
import { fill } from '../text/fill.ts';

export type Failure = {
  /** What happened. */
  message: string;
  /** What to do about it; null when the message says it already. */
  fix: string | null;
  /** Path of the docs page that explains it. */
  docs: string | null;
  /** HTTP status; null when no answer came. */
  status: number | null;
  code: string | null;
  /** Name of the form field that is wrong, for `/api`. */
  field: string | null;
  requestId: string | null;
};

const failure = (message: string, fix: string | null, extra: Partial<Failure> = {}): Failure => ({
  message,
  fix,
  docs: null,
  status: null,
  code: null,
  field: null,
  requestId: null,
  ...extra,
});

/** What is wrong with a field, for beside it. Its label names the field there, so what to write is enough. */
export const fieldFault = (failed: Failure | null, field: string): string | null => {
  if (failed?.field !== field) return null;
  const { code, message, fix } = failed;
  return code === 'invalid_request' && fix ? fix : [message, fix].filter(Boolean).join(' ');
};

/** What to do, where no field stands beside the message: it then needs the name of what is wrong. */
export const adviceOf = ({ code, field, fix }: Failure): string | null =>
  code === 'invalid_request' && field && fix ? fill(text['notAccepted.fix'], { field, fix }) : fix;

/** No answer came: the browser's own error ("Failed to fetch") says nothing that helps. */
export const networkFailure = (): Failure =>
  navigator.onLine
    ? failure(text['unreachable.message'], text['unreachable.fix'], {
        docs: '/troubleshooting/#no-answer-at-all',
      })
    : failure(text['offline.message'], text['offline.fix']);

/** The answer began and did not end. */
export const brokenFailure = (requestId: string | null): Failure =>
  failure(text['broken.message'], text['broken.fix'], {
    docs: '/troubleshooting/#how-failed-requests-are-billed',
    requestId,
  });

/** An answer of the gateway or of `/api` that is no success. `body`: its text. */
export const answerFailure = (response: Response, body: string): Failure => {
  const { status } = response;
  const requestId = response.headers.get('x-request-id') ?? response.headers.get('request-id');
  const error = member(parsed(body), 'error');
  if (!isObject(error) || typeof error.message !== 'string') {
    const kind = response.headers.get('content-type')?.includes('json') ? 'plain' : 'notJson';
    return failure(fill(text[`${kind}.message`], { status }), text[`${kind}.fix`], {
      status,
      requestId,
    });
  }
  if (isApiError(error)) {
    const { message, fix, code, field = null, docs = null } = error;
    const schemas = field !== null && message.startsWith(`"${field}"`);
    return failure(schemas ? text['notAccepted.message'] : message, fix, {
      status,
      requestId,
      code,
      field,
      docs,
    });
  }
  const known = knownError(status, error);
  return failure(withoutLink(error.message), waitOf(response), {
    status,
    requestId,
    code: String(error.code ?? error.type ?? ''),
    docs: known?.docs ?? linkIn(error.message) ?? sectionOf(status),
  });
};

/** How long to wait, where the answer says it in seconds. */
const waitOf = (response: Response): string | null => {
  const seconds = response.headers.get('retry-after');
  return seconds && /^\d+$/.test(seconds) ? fill(text.retryAfter, { seconds }) : null;
};

/** Where the docs explain a status, for errors of upstreams, which don't say. */
const sectionOf = (status: number): string =>
  `/troubleshooting/#${explained.has(status) ? status : 'another-status'}`;
const explained = new Set([400, 401, 402, 403, 404, 413, 429, 500, 502, 503, 504, 529]);

/** An answer that should have been JSON and was not. */
export const notJsonFailure = (status: number): Failure =>
  failure(fill(text['notJson.message'], { status }), text['notJson.fix'], { status });

const isApiError = (error: object): error is ApiError['error'] =>
  'fix' in error && typeof error.fix === 'string';

/** An error of the gateway itself, recognised by its status and by the code or type of its envelope. */
const knownError = (
  status: number,
  error: Record<string, unknown>,
): GatewayErrorFacts | undefined =>
  Object.values(gatewayErrors).find(
    (known) =>
      known.status === status &&
      (known.openai.code === error.code || known.anthropic.type === error.type),
  );

/** The gateway ends its messages with the address of a page of these docs; here that becomes a link. */
const trailingUrl = /\s*https?:\/\/[^\s/]+(\/\S*)$/;
const withoutLink = (message: string): string => message.replace(trailingUrl, '');
const linkIn = (message: string): string | null => trailingUrl.exec(message)?.[1] ?? null;

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
