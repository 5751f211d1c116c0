/**
 * Answers what is sent to the site instead of read from it. Nearly always that is a call of the API whose
 * base URL lacks `/v1`, so its client is told in the shape that it reads.
 */
import type { ServerResponse } from 'node:http';
import { errorBody, gatewayErrors } from '../domain/errors.ts';

/** For a page or file that is there. */
export const refuseWrite = (response: ServerResponse): void => {
  response.writeHead(405, {
    allow: 'GET, HEAD',
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end('This can be read with GET and HEAD only. The API is under /v1.\n');
};

/** For a path at which there is nothing. `docsOrigin`: origin of the docs that the error links to. */
export const answerMissingEndpoint = (response: ServerResponse, docsOrigin: string): void => {
  const message =
    'There is no endpoint at this path: all of them begin with /v1, as in POST /v1/chat/completions.';
  // Only Anthropic's envelope has a request id, and no request was logged.
  const body = errorBody('not_found', 'openai', { requestId: '', docsOrigin }, { message });
  response.writeHead(gatewayErrors.not_found.status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
};
