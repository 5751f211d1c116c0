/** Takes an upstream's response from undici and hands it to a sink: limits, backpressure, failures. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { failureOf } from './http-failure.ts';
import { type UpstreamCall, UpstreamError, type UpstreamSink } from './upstream.ts';

export type HttpResponse = { handler: Dispatcher.DispatchHandler; call: UpstreamCall };

/** `limit` is the most bytes that the body may have. */
export const createHttpResponse = (sink: UpstreamSink, limit: number): HttpResponse => {
  let controller: Dispatcher.DispatchController | undefined;
  let hasHead = false;
  let over = false;
  let received = 0;

  /** Ends the connection: what is left on it is of no use to another request. */
  const destroy = (): void => controller?.abort(aborted);

  const fail = (error: UpstreamError): void => {
    if (over) return;
    over = true;
    sink.fail(error);
    destroy();
  };

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart: (started) => {
      controller = started;
      if (over) destroy();
    },
    onResponseStart: (_, status, headers) => {
      if (over || status < 200) return;
      const refused = refusal(status, headers, limit);
      if (refused) return fail(refused);
      hasHead = true;
      sink.head(status, headers);
    },
    onResponseData: (_, bytes) => {
      if (over) return;
      received += bytes.length;
      if (received > limit) return fail(tooLarge(limit));
      if (!sink.chunk(bytes) && !over) controller?.pause();
    },
    onResponseEnd: () => {
      if (over) return;
      over = true;
      sink.end();
    },
    // Undici also calls this within dispatch, before the caller has anything to abort.
    onResponseError: (_, error) => queueMicrotask(() => fail(failureOf(error, hasHead))),
  };

  return {
    handler,
    call: {
      abort: () => {
        if (over) return;
        over = true;
        destroy();
      },
      resume: () => {
        if (!over && controller?.paused) controller.resume();
      },
    },
  };
};

const aborted = new Error('The call was ended from this side.');

/** Why an answer is not taken, from its head. */
const refusal = (
  status: number,
  headers: IncomingHttpHeaders,
  limit: number,
): UpstreamError | undefined => {
  if (status < 400 && status >= 300)
    return new UpstreamError(
      'unreachable',
      `The upstream answered with a redirect (${status}). Redirects are not followed; set its base URL to the final address.`,
    );
  return Number(headers['content-length']) > limit ? tooLarge(limit) : undefined;
};

const tooLarge = (limit: number): UpstreamError =>
  new UpstreamError('too_large', `The upstream's answer is larger than ${limit} bytes.`);
